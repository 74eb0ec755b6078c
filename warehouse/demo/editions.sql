-- Editions: releases that were changed, withdrawn, removed or moved
SELECT r.title, r.status, v.revision AS edition, v.kind, v.seen_at AS seen, v.change_note AS note
FROM releases JOIN revisions AS v USING (release_id) JOIN latest_releases AS r USING (release_id)
WHERE r.revision > 1 OR r.status <> 'live'
ORDER BY r.first_seen_at, r.url, v.revision
