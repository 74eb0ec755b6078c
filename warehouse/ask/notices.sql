-- The notices among the alerts of the temporary table `mine`: what a source does not do any more, or does again.
SELECT a.digest_id, a.alert_id, a.recipient, a.kind, CASE WHEN a.kind = 'broken' THEN e.began_at ELSE coalesce(e.ended_at, e.last_at) END AS "at",
       a.due_at, a.release_id, a.revision, e.source, coalesce(s.name, e.source) AS publisher, coalesce(s.homepage, '') AS url,
       e.contract, e.detail, e.began_at, e.ended_by, e.holds
FROM mine AS a
JOIN episodes AS e ON e.episode_id = a.release_id
LEFT JOIN sources AS s ON s.source = e.source
WHERE a.kind IN ('broken', 'mended')
ORDER BY a.digest_id, e.began_at, a.kind, a.alert_id;
