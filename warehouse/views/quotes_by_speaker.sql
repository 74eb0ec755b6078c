-- Who is quoted, in which role, saying what, in releases as they read today?
CREATE OR REPLACE VIEW quotes_by_speaker AS
SELECT q.speaker, q.role, q.text, r.release_id, r.source, r.url, r.title, r.published_at, q.position
FROM quotes AS q
JOIN latest_releases AS r USING (release_id, revision)
WHERE q.speaker IS NOT NULL;
