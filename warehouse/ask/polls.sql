-- When was each listing of a source asked, and what came of it?
FROM polls WHERE source = $source;
