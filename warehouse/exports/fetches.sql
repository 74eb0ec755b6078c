-- Every request that was made and what came of it; with a topic, the requests for pages of releases that mention it.
SELECT f.*
FROM fetches AS f
WHERE ($since IS NULL OR f.requested_at >= $since)
  AND ($topic IS NULL OR EXISTS (
      FROM pages AS p JOIN topic_mentions AS m USING (release_id) WHERE p.source = f.source AND p.url = f.url AND m.topic = $topic))
ORDER BY f.requested_at, f.source, f.url, f.fetch_id;
