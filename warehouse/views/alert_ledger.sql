-- Who was told what, when, why, and did it arrive?
CREATE OR REPLACE VIEW alert_ledger AS
SELECT a.alert_id, a.recipient, a.kind, a.topics, a.state, a.due_at, coalesce(r.url, s.homepage, '') AS url,
       coalesce(v.title, s.name || ': ' || e.contract, a.release_id) AS title, a.release_id, a.revision, a.digest_id, d.made_at,
       d.subject, max(t."at") FILTER (t.outcome = 'sent') AS delivered_at, count(t."at") AS attempts
FROM alerts AS a
LEFT JOIN releases AS r USING (release_id)
LEFT JOIN revisions AS v ON v.release_id = a.release_id AND v.revision = a.revision
LEFT JOIN episodes AS e ON e.episode_id = a.release_id
LEFT JOIN sources AS s ON s.source = e.source
LEFT JOIN digests AS d ON d.digest_id = a.digest_id
LEFT JOIN mutes AS m ON m.recipient = a.recipient AND m.release_id = a.release_id
LEFT JOIN deliveries AS t ON t.digest_id = a.digest_id -- which went without what had been muted on the way
    AND (a.state <> 'dead' OR m.muted_at IS NULL OR t."at" <= m.muted_at)
GROUP BY ALL;

COMMENT ON VIEW alert_ledger IS 'Who was told what, when, why, and did it arrive?';
COMMENT ON COLUMN alert_ledger.alert_id IS 'Name, from recipient, release, revision and kind';
COMMENT ON COLUMN alert_ledger.recipient IS 'Recipient of the watch list';
COMMENT ON COLUMN alert_ledger.kind IS 'new, update, silent, withdrawn, revived, gone or moved; broken or mended of a source';
COMMENT ON COLUMN alert_ledger.topics IS 'Why; empty: the recipient asked for everything';
COMMENT ON COLUMN alert_ledger.state IS 'pending, sending, sent, failed or dead';
COMMENT ON COLUMN alert_ledger.due_at IS 'When it is to be told';
COMMENT ON COLUMN alert_ledger.url IS 'Canonical URL, the newest; of a notice, the homepage of the source';
COMMENT ON COLUMN alert_ledger.title IS 'Title of the edition; of a notice, the source and the contract';
COMMENT ON COLUMN alert_ledger.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN alert_ledger.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN alert_ledger.digest_id IS 'Message that holds it; null: none yet';
COMMENT ON COLUMN alert_ledger.made_at IS 'When it was put together';
COMMENT ON COLUMN alert_ledger.subject IS 'Subject of the message';
COMMENT ON COLUMN alert_ledger.delivered_at IS 'When the last channel took it; null: none did';
COMMENT ON COLUMN alert_ledger.attempts IS 'How often it was tried';
