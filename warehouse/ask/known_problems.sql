-- Problems of some URLs, solved or not.
SELECT * FROM problems WHERE source = $source AND url IN (SELECT unnest(from_json($urls, '["VARCHAR"]')));
