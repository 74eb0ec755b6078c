-- Makes alerts due again: one by its id, or all of a digest; but for those of releases that their recipient muted.
UPDATE alerts SET state = 'pending', digest_id = NULL, due_at = $now
WHERE (alert_id = $wanted OR digest_id = $wanted)
  AND NOT EXISTS (FROM mutes AS m WHERE m.recipient = alerts.recipient AND m.release_id = alerts.release_id)
RETURNING alert_id;
