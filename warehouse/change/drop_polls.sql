-- Listings that a source has no more are asked no more.
DELETE FROM polls WHERE source = $source AND url NOT IN (SELECT unnest(from_json($urls, '["VARCHAR"]')));
