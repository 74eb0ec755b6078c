-- Who was told what, when, why, and did it arrive?
CREATE OR REPLACE VIEW alert_ledger AS
SELECT a.alert_id, a.recipient, a.kind, a.topics, a.state, a.due_at, r.url, v.title, a.release_id, a.revision, a.digest_id, d.made_at,
       d.subject, max(t."at") FILTER (t.outcome = 'sent') AS delivered_at, count(t."at") AS attempts
FROM alerts AS a
JOIN releases AS r USING (release_id)
JOIN revisions AS v ON v.release_id = a.release_id AND v.revision = a.revision
LEFT JOIN digests AS d ON d.digest_id = a.digest_id
LEFT JOIN deliveries AS t ON t.digest_id = a.digest_id
GROUP BY ALL;
