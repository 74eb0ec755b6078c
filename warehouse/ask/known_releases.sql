-- State and latest edition of some releases. Their places in the table are found first: a text is only read where it is wanted.
WITH wanted AS (
    SELECT v.rowid AS place, release_id, revision
    FROM revisions AS v JOIN releases AS r USING (release_id, revision)
    WHERE release_id IN (SELECT unnest(from_json($ids, '["VARCHAR"]')))
), tags AS (
    SELECT release_id, revision, list(name) AS names
    FROM (FROM organisations UNION ALL FROM places)
    WHERE release_id IN (SELECT unnest(from_json($ids, '["VARCHAR"]')))
    GROUP BY ALL
)
SELECT r.release_id, r.source, r.url, r.external_id, r.document_type, r.language, r.first_seen_at, r.last_seen_at, r.status,
       r.withdrawn_at, r.withdrawal, r.revision, v.content_hash, v.title, v.summary, v.body, v.notes, v.updated_at, v.change_note,
       coalesce(t.names, []) AS tags
FROM revisions AS v
JOIN releases AS r USING (release_id, revision)
LEFT JOIN tags AS t USING (release_id, revision)
WHERE v.rowid IN (SELECT place FROM wanted);
