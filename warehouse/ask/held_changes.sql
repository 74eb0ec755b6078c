-- What happened to a source's releases and is held back, in the order in which it happened.
SELECT q.change_id, q.source, q.release_id, q.revision, q.kind, q.held_at, q.outcome
FROM quarantined AS q
WHERE q.source = $source AND q.outcome = 'held'
ORDER BY q.change_id;
