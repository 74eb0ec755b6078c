-- The alerts of some digests that are still to be told.
CREATE OR REPLACE TEMP TABLE mine AS
SELECT digest_id, alert_id, recipient, kind, release_id, revision, topics, change_id, due_at
FROM alerts
WHERE digest_id IN (SELECT unnest(from_json($digests, '["VARCHAR"]'))) AND state IN ('sending', 'failed');
