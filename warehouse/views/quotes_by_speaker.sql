-- Who is quoted, in which role, saying what, in releases as they read today?
CREATE OR REPLACE VIEW quotes_by_speaker AS
SELECT q.speaker, q.role, q.text, r.release_id, r.source, r.url, r.title, r.published_at, q.position, r.first_seen_at
FROM quotes AS q
JOIN latest_releases AS r USING (release_id, revision)
WHERE q.speaker IS NOT NULL;

COMMENT ON VIEW quotes_by_speaker IS 'Who is quoted, in which role, saying what, in releases as they read today?';
COMMENT ON COLUMN quotes_by_speaker.speaker IS 'Who said it, as printed; quotes without a speaker are in the table quotes only';
COMMENT ON COLUMN quotes_by_speaker.role IS 'In which role, as written; null: not told';
COMMENT ON COLUMN quotes_by_speaker.text IS 'The words, without quotation marks';
COMMENT ON COLUMN quotes_by_speaker.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN quotes_by_speaker.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN quotes_by_speaker.url IS 'Canonical URL, the newest';
COMMENT ON COLUMN quotes_by_speaker.title IS 'Title as it reads today';
COMMENT ON COLUMN quotes_by_speaker.published_at IS 'When the publisher says that it was published; null: it does not say, then take first_seen_at';
COMMENT ON COLUMN quotes_by_speaker.position IS 'Place among the edition''s, from 0';
COMMENT ON COLUMN quotes_by_speaker.first_seen_at IS 'When it was first read';
