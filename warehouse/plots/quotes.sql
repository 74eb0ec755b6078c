-- Who is quoted at what length? Words in quotations of releases with the topics, the longest first.
SELECT speaker, sum(len(string_split(text, ' '))) AS number
FROM quotes_by_speaker
WHERE ($since IS NULL OR coalesce(published_at, first_seen_at) >= $since)
  AND ($topics IS NULL OR release_id IN (
      SELECT release_id FROM topic_mentions WHERE list_contains(from_json($topics, '["VARCHAR"]'), topic)))
GROUP BY speaker
ORDER BY number DESC, speaker;
