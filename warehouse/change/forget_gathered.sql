-- Forgets what was found of the releases in the temporary table `gathered`, and the fingerprints of editions that are
-- read otherwise today, or were a misreading.
DELETE FROM likenesses WHERE release_id IN (FROM gathered) OR other_id IN (FROM gathered);
DELETE FROM fingerprints AS f
WHERE f.release_id IN (FROM gathered)
  AND (NOT EXISTS (FROM revisions AS v WHERE v.release_id = f.release_id AND v.revision = f.revision AND v.record_hash = f.record_hash)
       OR EXISTS (FROM quarantined AS q WHERE q.release_id = f.release_id AND q.revision = f.revision AND q.kind IN ('new', 'update', 'silent')
                  AND q.outcome IN ('held', 'void')));
