-- Which recipients have something due that no digest holds, and how much.
WITH pending AS (
    SELECT recipient, due_at, due_at > $now AND change_id NOT IN (SELECT change_id FROM changes WHERE seen_at > $ahead) AS waits
    FROM alerts
    WHERE state = 'pending'
)
SELECT recipient, count(*) FILTER (NOT waits) AS due, count(*) FILTER (waits) AS waiting, min(due_at) FILTER (waits) AS next_at
FROM pending
GROUP BY recipient
ORDER BY recipient;
