-- Which of the last runs did not end, and had no other after it that did, which loaded what they left?
SELECT run_id, flow, started_at
FROM runs
WHERE finished_at IS NULL
  AND started_at > coalesce((SELECT max(started_at) FROM runs WHERE finished_at IS NOT NULL AND flow <> 'deliver'), '-infinity')
ORDER BY started_at DESC
LIMIT 5;
