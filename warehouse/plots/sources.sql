-- How many releases of each publisher mention each watched topic? Its organisations are the publishers of a joint site.
SELECT t.topic_name AS topic, coalesce(o.name, s.name) AS publisher, count(DISTINCT t.release_id) AS number
FROM topic_mentions AS t
JOIN sources AS s USING (source)
LEFT JOIN organisations AS o USING (release_id, revision)
WHERE ($since IS NULL OR coalesce(t.published_at, t.first_seen_at) >= $since)
  AND ($topics IS NULL OR list_contains(from_json($topics, '["VARCHAR"]'), t.topic))
GROUP BY ALL
ORDER BY topic, publisher;
