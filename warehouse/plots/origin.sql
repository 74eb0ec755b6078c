-- Which publishers' releases are kept, and how new are they?
SELECT (SELECT string_agg(DISTINCT name, ', ' ORDER BY name) FROM sources WHERE source IN (SELECT source FROM releases)) AS names,
       CAST(max(last_seen_at) AS DATE) AS day
FROM releases;
