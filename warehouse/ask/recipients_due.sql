-- Which recipients have something due that no digest holds, and how much.
SELECT recipient, count(*) FILTER (due_at <= $now) AS due, count(*) FILTER (due_at > $now) AS waiting, min(due_at) FILTER (due_at > $now) AS next_at
FROM alerts
WHERE state = 'pending'
GROUP BY recipient
ORDER BY recipient;
