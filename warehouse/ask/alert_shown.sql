-- One alert, by its id, with its digest and what was tried.
SELECT l.*,
       (SELECT coalesce(list({tried_at: d."at", channel: d.channel, outcome: d.outcome, detail: d.detail} ORDER BY d."at"), [])
        FROM deliveries AS d WHERE d.digest_id = l.digest_id) AS tried
FROM alert_ledger AS l
WHERE l.alert_id = $alert;
