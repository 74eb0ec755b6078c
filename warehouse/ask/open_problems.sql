-- What is wrong, and since when?
SELECT source, kind, url, detail, first_seen_at, last_seen_at, times FROM problems WHERE resolved_at IS NULL ORDER BY last_seen_at DESC, url, kind;
