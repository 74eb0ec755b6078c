-- What became of the alerts of some digests, but for those that were muted on the way.
UPDATE alerts SET state = $state
WHERE digest_id IN (SELECT unnest(from_json($digests, '["VARCHAR"]'))) AND state IN ('sending', 'failed');
