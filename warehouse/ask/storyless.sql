-- The newest releases that stand in no story yet, and are not held back.
SELECT r.release_id
FROM releases AS r
WHERE NOT EXISTS (FROM stories AS s WHERE s.release_id = r.release_id)
  AND NOT EXISTS (FROM quarantined AS q WHERE q.release_id = r.release_id AND q.kind = 'new' AND q.outcome IN ('held', 'void'))
ORDER BY r.first_seen_at DESC, r.release_id
LIMIT $most;
