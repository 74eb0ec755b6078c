-- Where do releases, their revisions, the fetches that brought them and the pages that are known not fit together?
WITH numbered AS (
    SELECT release_id, min(revision) AS first, max(revision) AS last, count(*) AS kept FROM revisions GROUP BY release_id
)
SELECT 'release_without_revision' AS kind, 'release ' || release_id AS place, 'no revision of it is kept' AS what
FROM releases ANTI JOIN revisions USING (release_id)
UNION ALL
SELECT 'revision_without_release', format('release {}', release_id), format('{} revisions, and no such release', kept)
FROM numbered ANTI JOIN releases USING (release_id)
UNION ALL
SELECT 'revision_gap', format('release {}', release_id), format('expected revisions 1 to {}, got {} from {} on', last, kept, first)
FROM numbered WHERE first <> 1 OR last <> kept
UNION ALL
SELECT 'latest_wrong', format('release {}', r.release_id), format('the release says revision {}, the newest kept is {}', r.revision, n.last)
FROM releases AS r JOIN numbered AS n USING (release_id) WHERE r.revision <> n.last
UNION ALL
SELECT 'revision_without_fetch', format('release {}, revision {}', release_id, revision), format('no fetch {}', fetch_id)
FROM revisions ANTI JOIN fetches USING (fetch_id)
UNION ALL
SELECT 'revision_without_capture', format('release {}, revision {}', v.release_id, v.revision), format('fetch {} names no place in the archive', v.fetch_id)
FROM revisions AS v JOIN fetches AS f USING (fetch_id) WHERE f.warc_file IS NULL OR f.warc_offset IS NULL
UNION ALL
SELECT 'fetch_twice', format('fetch {}', fetch_id), format('expected one row, got {}', count(*))
FROM fetches GROUP BY fetch_id HAVING count(*) > 1
UNION ALL
SELECT 'page_astray', url, format('its copy is at {} of {}, which no fetch names', warc_offset, warc_file)
FROM pages ANTI JOIN fetches USING (warc_file, warc_offset) WHERE warc_file IS NOT NULL
ORDER BY ALL;
