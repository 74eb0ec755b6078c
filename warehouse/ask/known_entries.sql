-- Which pages the newest lines of a source's listings named, and with which date, if any.
SELECT url, entry_updated
FROM pages
WHERE source = $source AND role <> 'listing'
ORDER BY listed_at DESC, entry_updated DESC NULLS LAST
LIMIT $most;
