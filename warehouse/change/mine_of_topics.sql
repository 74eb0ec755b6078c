-- The releases with one of some topics, as if they were new to somebody: what an ad-hoc digest tells.
CREATE OR REPLACE TEMP TABLE mine AS
SELECT '' AS digest_id, r.release_id AS alert_id, '' AS recipient, 'new' AS kind, r.release_id, r.revision,
       list(DISTINCT m.topic) AS topics, min(c.change_id) AS change_id, any_value(r.first_seen_at) AS due_at
FROM releases AS r
JOIN revisions AS v USING (release_id, revision)
JOIN mentions AS m ON m.release_id = r.release_id AND m.revision = r.revision
JOIN topics AS t ON t.topic = m.topic AND t.version = m.version AND t.retired_at IS NULL
LEFT JOIN changes AS c ON c.release_id = r.release_id AND c.kind = 'new'
WHERE m.topic IN (SELECT unnest(from_json($topics, '["VARCHAR"]')))
  AND ($since IS NULL OR coalesce(v.published_at, r.first_seen_at) >= $since)
GROUP BY r.release_id, r.revision;
