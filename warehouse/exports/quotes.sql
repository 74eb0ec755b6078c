-- Every quotation in releases as they read today.
SELECT q.* FROM quotes_by_speaker AS q
WHERE ($since IS NULL OR release_id IN (SELECT release_id FROM latest_releases WHERE coalesce(updated_at, published_at, first_seen_at) >= $since))
  AND ($topic IS NULL OR EXISTS (FROM topic_mentions AS m WHERE m.release_id = q.release_id AND m.topic = $topic))
ORDER BY published_at, url, position;
