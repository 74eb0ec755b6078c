-- Every mention of a watched topic in releases as they read today.
SELECT * FROM topic_mentions
WHERE ($since IS NULL OR release_id IN (SELECT release_id FROM latest_releases WHERE coalesce(updated_at, published_at, first_seen_at) >= $since))
  AND ($topic IS NULL OR topic = $topic)
ORDER BY published_at, url, topic, field, position, start;
