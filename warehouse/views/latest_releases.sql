-- Which releases are there, as they read today?
CREATE OR REPLACE VIEW latest_releases AS
SELECT r.release_id, r.source, r.url, r.external_id, r.document_type, r.language, r.status, r.withdrawn_at, r.withdrawal,
       r.first_seen_at, r.last_seen_at, r.revision, v.kind, v.title, v.summary, v.body, v.notes, v.published_at, v.updated_at,
       v.change_note, v.seen_at, v.words, v.layout
FROM releases AS r
JOIN revisions AS v USING (release_id, revision);

COMMENT ON VIEW latest_releases IS 'Which releases are there, as they read today?';
COMMENT ON COLUMN latest_releases.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN latest_releases.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN latest_releases.url IS 'Canonical URL, the newest';
COMMENT ON COLUMN latest_releases.external_id IS 'The publisher''s own id, which translations share; null: it gives none';
COMMENT ON COLUMN latest_releases.document_type IS 'Type as the publisher calls it';
COMMENT ON COLUMN latest_releases.language IS 'Language, BCP 47';
COMMENT ON COLUMN latest_releases.status IS 'live, withdrawn (the publisher says so) or gone (two answers in a row were 404 or 410)';
COMMENT ON COLUMN latest_releases.withdrawn_at IS 'When the publisher withdrew it; null: it did not, or does not say when';
COMMENT ON COLUMN latest_releases.withdrawal IS 'The publisher''s reason for that; null: not withdrawn';
COMMENT ON COLUMN latest_releases.first_seen_at IS 'When it was first read';
COMMENT ON COLUMN latest_releases.last_seen_at IS 'When it was last read or confirmed';
COMMENT ON COLUMN latest_releases.revision IS 'Number of the latest edition';
COMMENT ON COLUMN latest_releases.kind IS 'Kind of the latest edition: new, update or silent';
COMMENT ON COLUMN latest_releases.title IS 'Title';
COMMENT ON COLUMN latest_releases.summary IS 'Standfirst; empty: there is none';
COMMENT ON COLUMN latest_releases.body IS 'Every block in order, parted by blank lines; notes to editors included';
COMMENT ON COLUMN latest_releases.notes IS 'Notes to editors, which are the end of the body too; empty: there are none';
COMMENT ON COLUMN latest_releases.published_at IS 'When the publisher says that it was published; null: it does not say, then take first_seen_at';
COMMENT ON COLUMN latest_releases.updated_at IS 'When the publisher says that it was last changed; null: it does not say';
COMMENT ON COLUMN latest_releases.change_note IS 'What the publisher says about the change; null: nothing';
COMMENT ON COLUMN latest_releases.seen_at IS 'When this edition was first read';
COMMENT ON COLUMN latest_releases.words IS 'Words in the body, notes included';
COMMENT ON COLUMN latest_releases.layout IS 'Which layout of the source''s file read the page';
