-- Every quotation in releases as they read today.
SELECT q.* FROM quotes_by_speaker AS q
WHERE ($since IS NULL OR published_at >= $since)
  AND ($topic IS NULL OR EXISTS (FROM topic_mentions AS m WHERE m.release_id = q.release_id AND m.topic = $topic))
ORDER BY published_at, url, position;
