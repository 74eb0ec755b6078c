-- Which sources do not keep which contracts now, and since when; of one source, or of all.
SELECT episode_id, source, contract, holds, began_at, last_at, ended_at, ended_by, detail
FROM episodes
WHERE ended_at IS NULL AND ($source IS NULL OR source = $source)
ORDER BY source, began_at, contract;
