-- Which pages the newest lines of a source's listings named, and with which date.
SELECT url, entry_updated
FROM pages
WHERE source = $source AND role <> 'listing' AND entry_updated IS NOT NULL
ORDER BY listed_at DESC, entry_updated DESC
LIMIT $most;
