-- Which releases are there, as they read today?
CREATE OR REPLACE VIEW latest_releases AS
SELECT r.release_id, r.source, r.url, r.external_id, r.document_type, r.language, r.status, r.withdrawn_at, r.withdrawal,
       r.first_seen_at, r.last_seen_at, r.revision, v.kind, v.title, v.summary, v.body, v.notes, v.published_at, v.updated_at,
       v.change_note, v.seen_at, v.words, v.layout
FROM releases AS r
JOIN revisions AS v USING (release_id, revision);
