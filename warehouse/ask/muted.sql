-- Which recipients do not want to hear of some releases again.
SELECT recipient, release_id FROM mutes WHERE release_id IN (SELECT unnest(from_json($ids, '["VARCHAR"]')));
