-- Everything that happened to releases, in the order in which it was seen.
SELECT r.url, c.* EXCLUDE (run_id), r.title, r.published_at
FROM changes AS c
JOIN latest_releases AS r USING (release_id)
WHERE ($since IS NULL OR c.seen_at >= $since)
  AND ($topic IS NULL OR EXISTS (FROM topic_mentions AS m WHERE m.release_id = c.release_id AND m.topic = $topic))
ORDER BY c.change_id;
