-- The last thing that happened in these data, whoever did it: a run, a person, a delivery.
SELECT max(happened_at) AS newest
FROM (
    SELECT max(requested_at) AS happened_at FROM fetches
    UNION ALL SELECT max(greatest(started_at, finished_at)) FROM runs
    UNION ALL SELECT max("at") FROM deliveries
    UNION ALL SELECT max(seen_at) FROM changes
    UNION ALL SELECT max(greatest(created_at, retired_at)) FROM topics
    UNION ALL SELECT max(judged_at) FROM judgements
    UNION ALL SELECT max(muted_at) FROM mutes
);
