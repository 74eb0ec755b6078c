-- Which releases were changed without a new date or a note, when, and what was added and taken away?
CREATE OR REPLACE VIEW silent_edits AS
SELECT v.release_id, v.revision, r.source, r.url, v.title, before.title AS title_before, v.published_at, v.seen_at,
       v.seen_at - before.seen_at AS within,
       list(p.text ORDER BY p.field, p.start) FILTER (p.kind = 'added') AS added,
       list(p.text ORDER BY p.field, p.start) FILTER (p.kind = 'removed') AS removed
FROM revisions AS v
JOIN revisions AS before ON before.release_id = v.release_id AND before.revision = v.revision - 1
JOIN releases AS r ON r.release_id = v.release_id
LEFT JOIN passages AS p ON p.release_id = v.release_id AND p.revision = v.revision
WHERE v.kind = 'silent'
GROUP BY ALL;
