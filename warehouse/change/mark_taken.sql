-- Marks the alerts of the digests that were just made.
UPDATE alerts SET state = 'sending', digest_id = taken.digest_id
FROM taken
WHERE alerts.recipient = taken.recipient AND alerts.state = 'pending'
  AND (alerts.due_at <= $now OR alerts.change_id IN (SELECT change_id FROM changes WHERE seen_at > $ahead));
