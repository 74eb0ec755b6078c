-- Says where captures lie now, by the temporary table `moved_captures`.
UPDATE fetches SET warc_file = m.new_file, warc_offset = m.new_offset
FROM moved_captures AS m
WHERE fetches.warc_file = m.warc_file AND fetches.warc_offset = m.warc_offset;
UPDATE pages SET warc_file = m.new_file, warc_offset = m.new_offset
FROM moved_captures AS m
WHERE pages.warc_file = m.warc_file AND pages.warc_offset = m.warc_offset;
