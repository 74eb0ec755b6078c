-- Digests that are not with every channel of their recipient yet, and what was tried.
SELECT d.digest_id, d.recipient, d.made_at,
       (SELECT coalesce(list({digest_id: t.digest_id, channel: t.channel, attempt: t.attempt, tried_at: t."at", outcome: t.outcome, detail: t.detail, retry_after: t.retry_after} ORDER BY t.attempt, t."at"), [])
        FROM deliveries AS t WHERE t.digest_id = d.digest_id) AS attempts
FROM digests AS d
WHERE EXISTS (FROM alerts AS a WHERE a.digest_id = d.digest_id AND a.state IN ('sending', 'failed'))
ORDER BY d.made_at, d.digest_id;
