-- Every organisation that a release is tagged with, in releases as they read today; `page` is the publisher's page about it.
SELECT c.name, c.url AS page, r.release_id, r.source, r.url, r.title, r.published_at, c.position
FROM organisations AS c
JOIN latest_releases AS r USING (release_id, revision)
WHERE ($since IS NULL OR coalesce(r.updated_at, r.published_at, r.first_seen_at) >= $since)
  AND ($topic IS NULL OR EXISTS (FROM topic_mentions AS m WHERE m.release_id = c.release_id AND m.topic = $topic))
ORDER BY r.published_at, r.url, c.position;
