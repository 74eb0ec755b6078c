-- Editions: releases that were changed, withdrawn, removed or moved
SELECT v.revision AS edition, v.kind, r.status AS now, strftime(v.seen_at, '%d %b') AS seen, v.title
FROM releases JOIN revisions AS v USING (release_id) JOIN latest_releases AS r USING (release_id)
WHERE r.revision > 1 OR r.status <> 'live' OR r.release_id IN (SELECT release_id FROM changes WHERE kind = 'moved')
ORDER BY r.first_seen_at, r.url, v.revision
