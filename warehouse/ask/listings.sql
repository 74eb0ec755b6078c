-- The copies that are kept of some listings.
SELECT url, etag, last_modified, sha256, warc_file, warc_offset, gap FROM pages WHERE source = $source AND role = 'listing' AND url IN (SELECT unnest(from_json($urls, '["VARCHAR"]')));
