-- Which of the last runs did not end?
SELECT run_id, flow, started_at FROM runs WHERE finished_at IS NULL ORDER BY started_at DESC LIMIT 5;
