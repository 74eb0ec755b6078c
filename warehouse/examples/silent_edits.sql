-- Silent edits of releases on a watched topic.
SELECT seen_at, title, removed, added, url
FROM silent_edits
WHERE release_id IN (SELECT release_id FROM topic_mentions WHERE topic = 'jef')
ORDER BY seen_at DESC;
