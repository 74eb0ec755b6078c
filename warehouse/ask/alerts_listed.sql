-- Alerts, newest first: of everybody or of one recipient, in every state or in one.
SELECT alert_id, recipient, state, kind, topics, title, url, due_at, delivered_at, digest_id
FROM alert_ledger
WHERE ($recipient IS NULL OR recipient = $recipient) AND ($state IS NULL OR state = $state)
ORDER BY due_at DESC, recipient, alert_id
LIMIT $most;
