-- How many releases of `mentioned` since a moment does each publisher have on each topic? A joint one counts for each of its organisations.
SELECT m.topic, coalesce(o.name, s.name) AS publisher, count(DISTINCT m.release_id) AS number
FROM mentioned AS m
JOIN sources AS s USING (source)
LEFT JOIN organisations AS o USING (release_id, revision)
WHERE m.moment >= $since
GROUP BY ALL
ORDER BY topic, publisher;
