-- The editions of the temporary table `gathered` that have no fingerprint; what is held back, or was a misreading, gets none.
WITH wanted AS (
    SELECT v.rowid AS place
    FROM revisions AS v
    WHERE v.release_id IN (FROM gathered)
      AND NOT EXISTS (FROM fingerprints AS f WHERE f.release_id = v.release_id AND f.revision = v.revision)
      AND NOT EXISTS (FROM quarantined AS q WHERE q.release_id = v.release_id AND q.revision = v.revision AND q.kind IN ('new', 'update', 'silent')
                      AND q.outcome IN ('held', 'void'))
)
SELECT v.release_id, v.revision, r.source, v.seen_at, coalesce(v.published_at, r.first_seen_at) AS at, v.record_hash, v.title, v.body, v.notes
FROM revisions AS v
JOIN releases AS r USING (release_id)
WHERE v.rowid IN (SELECT place FROM wanted);
