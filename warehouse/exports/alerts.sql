-- Who was told what, why, and whether it arrived; recipients by name, never an address.
SELECT a.*
FROM alert_ledger AS a
WHERE ($since IS NULL OR a.due_at >= $since) AND ($topic IS NULL OR list_contains(a.topics, $topic))
ORDER BY a.due_at, a.recipient, a.alert_id;
