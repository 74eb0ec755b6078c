-- Which releases mentioned which of some topics, as they read at a moment? Published before it, and since another one.
CREATE OR REPLACE TEMP TABLE mentioned AS
SELECT DISTINCT r.release_id, v.revision, r.source, t.name AS topic, coalesce(v.published_at, r.first_seen_at) AS moment
FROM releases AS r
JOIN (SELECT release_id, max(revision) AS revision FROM revisions WHERE seen_at < $until GROUP BY release_id) AS e ON e.release_id = r.release_id
JOIN revisions AS v ON v.release_id = e.release_id AND v.revision = e.revision
JOIN mentions AS m ON m.release_id = v.release_id AND m.revision = v.revision
JOIN topics AS t ON t.topic = m.topic AND t.version = m.version AND t.retired_at IS NULL
WHERE list_contains(from_json($topics, '["VARCHAR"]'), t.topic)
  AND coalesce(v.published_at, r.first_seen_at) >= $since AND coalesce(v.published_at, r.first_seen_at) < $until;
