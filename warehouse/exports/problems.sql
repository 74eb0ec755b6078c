-- Everything that was wrong, with a page, a listing or a recipient, and until when.
SELECT f.*
FROM problems AS f
WHERE ($since IS NULL OR f.last_seen_at >= $since)
  AND ($topic IS NULL OR EXISTS (
      FROM pages AS p JOIN topic_mentions AS m USING (release_id) WHERE p.source = f.source AND p.url = f.url AND m.topic = $topic))
ORDER BY f.first_seen_at, f.source, f.url, f.kind;
