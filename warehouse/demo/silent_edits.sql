-- What was changed without a word?
SELECT title, removed, added FROM silent_edits ORDER BY seen_at, url
