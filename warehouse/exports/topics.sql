-- Every version of every watched topic, and in how many releases it is mentioned as they read today.
SELECT t.topic, t.version, t.name, t.query, t.aliases, t.created_at, t.retired_at, count(DISTINCT m.release_id) AS releases
FROM topics AS t
LEFT JOIN topic_mentions AS m ON m.topic = t.topic AND t.retired_at IS NULL
WHERE ($since IS NULL OR t.created_at >= $since) AND ($topic IS NULL OR t.topic = $topic)
GROUP BY ALL
ORDER BY t.topic, t.version;
