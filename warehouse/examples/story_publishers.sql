-- The newest stories that more than one publisher has, each with who said it when.
SELECT story_id, place, publisher, language, relation, published_at, after, title
FROM story_publishers
WHERE releases > 1
ORDER BY max(published_at) OVER (PARTITION BY story_id) DESC, story_id, place;
