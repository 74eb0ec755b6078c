-- State and latest edition of some releases.
SELECT r.release_id, r.source, r.url, r.external_id, r.document_type, r.language, r.first_seen_at, r.last_seen_at, r.status,
       r.withdrawn_at, r.withdrawal, r.revision, v.content_hash, v.title, v.summary, v.body, v.notes, v.updated_at, v.change_note
FROM releases r JOIN revisions v USING (release_id, revision)
WHERE r.release_id IN (SELECT unnest(from_json($ids, '["VARCHAR"]')));
