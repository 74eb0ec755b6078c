-- Every word that a silent edit took away or added, as it is read.
SELECT seen_at, title, field, kind, text
FROM revision_diffs
WHERE edition = 'silent'
ORDER BY seen_at DESC, release_id, field, start;
