-- Every mention of a watched topic in releases as they read today.
SELECT * FROM topic_mentions
WHERE ($since IS NULL OR published_at >= $since) AND ($topic IS NULL OR topic = $topic)
ORDER BY published_at, url, topic, field, position, start;
