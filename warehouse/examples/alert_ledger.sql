-- What was made for the desks this month and never arrived?
SELECT due_at, recipient, kind, topics, title, state, attempts
FROM alert_ledger
WHERE state <> 'sent' AND due_at >= date_trunc('month', now())
ORDER BY due_at DESC;
