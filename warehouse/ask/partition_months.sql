-- What does each month of an export hold? Two months with the same rows in any order have the same fingerprint.
SELECT month, count(*) || '-' || sum(hash(m)) AS fingerprint
FROM monthly AS m
GROUP BY month
ORDER BY month;
