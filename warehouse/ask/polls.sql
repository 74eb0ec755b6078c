-- When was each listing of a source asked, and what came of it?
SELECT * REPLACE (news::TIMESTAMPTZ[] AS news) FROM polls WHERE source = $source;
