-- Every edition of every release.
SELECT r.url, r.source, v.* EXCLUDE (record_hash, fetch_id)
FROM revisions AS v JOIN releases AS r USING (release_id)
WHERE ($since IS NULL OR v.seen_at >= $since)
  AND ($topic IS NULL OR EXISTS (FROM mentions AS m JOIN topics AS t USING (topic, version) WHERE t.retired_at IS NULL
                                AND m.release_id = v.release_id AND m.revision = v.revision AND m.topic = $topic))
ORDER BY v.seen_at, r.url, v.revision;
