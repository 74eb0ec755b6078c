-- Makes alerts due again: one by its id, or all of a digest.
UPDATE alerts SET state = 'pending', digest_id = NULL, due_at = $now
WHERE alert_id = $wanted OR digest_id = $wanted
RETURNING alert_id;
