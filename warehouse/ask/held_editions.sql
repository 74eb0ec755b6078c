-- The releases of a source of which something is held back: as they are read today, and as they were before that.
WITH held AS (
    SELECT release_id, min(revision) FILTER (kind IN ('new', 'update', 'silent')) AS first_held FROM quarantined
    WHERE source = $source AND outcome = 'held'
    GROUP BY release_id
)
SELECT h.release_id, r.url, r.language, r.status, r.revision, v.title, v.summary, v.body, v.notes, v.content_hash, v.words,
       list_filter([CASE WHEN v.title = '' THEN 'title' END,
                    CASE WHEN v.summary = '' THEN 'summary' END,
                    CASE WHEN v.body = '' THEN 'body' END,
                    CASE WHEN v.notes = '' THEN 'notes' END,
                    CASE WHEN v.published_at IS NULL THEN 'published_at' END,
                    CASE WHEN v.updated_at IS NULL THEN 'updated_at' END,
                    CASE WHEN r.external_id IS NULL THEN 'external_id' END,
                    CASE WHEN r.language = '' THEN 'language' END,
                    CASE WHEN NOT EXISTS (FROM organisations AS c WHERE c.release_id = v.release_id AND c.revision = v.revision) THEN 'organisations' END,
                    CASE WHEN NOT EXISTS (FROM people AS c WHERE c.release_id = v.release_id AND c.revision = v.revision) THEN 'people' END,
                    CASE WHEN NOT EXISTS (FROM places AS c WHERE c.release_id = v.release_id AND c.revision = v.revision) THEN 'places' END,
                    CASE WHEN NOT EXISTS (FROM quotes AS c WHERE c.release_id = v.release_id AND c.revision = v.revision) THEN 'quotes' END],
                   lambda one: one IS NOT NULL) AS missing,
       b.revision AS good_revision, b.title AS good_title, b.summary AS good_summary, b.body AS good_body, b.notes AS good_notes,
       b.content_hash AS good_hash, b.words AS good_words
FROM held AS h
JOIN releases AS r USING (release_id)
JOIN revisions AS v ON v.release_id = r.release_id AND v.revision = r.revision
LEFT JOIN revisions AS b ON b.release_id = h.release_id AND b.revision = (
    SELECT max(g.revision) FROM revisions AS g
    WHERE g.release_id = h.release_id AND g.revision < coalesce(h.first_held, 1000000)
      AND NOT EXISTS (FROM quarantined AS q WHERE q.release_id = g.release_id AND q.revision = g.revision AND q.outcome = 'void' AND q.kind IN ('update', 'silent')))
ORDER BY h.release_id;
