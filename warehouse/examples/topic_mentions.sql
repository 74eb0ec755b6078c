-- Releases with two topics; a release has a row for every match, so count releases, not rows.
SELECT title, published_at, list(DISTINCT topic) AS topics, url
FROM topic_mentions
GROUP BY release_id, title, published_at, url
HAVING count(DISTINCT topic) >= 2
ORDER BY published_at DESC;
