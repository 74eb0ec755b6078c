-- In how many releases a week is each watched topic mentioned?
SELECT topic_name AS series, CAST(date_trunc('week', published_at) AS DATE) AS week, count(DISTINCT release_id) AS number
FROM topic_mentions
WHERE published_at IS NOT NULL AND ($since IS NULL OR published_at >= $since)
  AND ($topics IS NULL OR list_contains(from_json($topics, '["VARCHAR"]'), topic))
GROUP BY series, week
ORDER BY series, week;
