-- In how many releases a week is each watched topic mentioned?
SELECT topic_name AS series, CAST(date_trunc('week', coalesce(published_at, first_seen_at)) AS DATE) AS week,
       count(DISTINCT release_id) AS number
FROM topic_mentions
WHERE ($since IS NULL OR coalesce(published_at, first_seen_at) >= $since)
  AND ($topics IS NULL OR list_contains(from_json($topics, '["VARCHAR"]'), topic))
GROUP BY series, week
ORDER BY series, week;
