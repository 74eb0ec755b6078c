-- Every release as part of its story: who said it first, who then, and how long after. `releases` is 1 where nobody else did.
SELECT p.* EXCLUDE (after), epoch(p.after)::BIGINT AS after_seconds
FROM story_publishers AS p
WHERE ($since IS NULL OR coalesce(p.published_at, p.first_seen_at) >= $since)
  AND ($topic IS NULL OR EXISTS (FROM topic_mentions AS m WHERE m.release_id = p.release_id AND m.topic = $topic))
ORDER BY p.first_seen_at, p.story_id, p.place;
