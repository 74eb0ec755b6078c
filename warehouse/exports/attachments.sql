-- Every attached file of releases as they read today; `target` is where it lies.
SELECT c.title AS target_title, c.url AS target, c.content_type, r.release_id, r.source, r.url, r.title, r.published_at, c.position
FROM attachments AS c
JOIN latest_releases AS r USING (release_id, revision)
WHERE ($since IS NULL OR coalesce(r.updated_at, r.published_at, r.first_seen_at) >= $since)
  AND ($topic IS NULL OR EXISTS (FROM topic_mentions AS m WHERE m.release_id = c.release_id AND m.topic = $topic))
ORDER BY r.published_at, r.url, c.position;
