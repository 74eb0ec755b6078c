-- What became of the alerts of some digests.
UPDATE alerts SET state = $state WHERE digest_id IN (SELECT unnest(from_json($digests, '["VARCHAR"]')));
