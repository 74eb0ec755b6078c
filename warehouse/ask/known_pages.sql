-- What is known of some URLs of a source.
SELECT * FROM pages WHERE source = $source AND url IN (SELECT unnest(from_json($urls, '["VARCHAR"]')));
