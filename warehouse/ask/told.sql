-- Under which topics recipients were told of some releases.
SELECT recipient, release_id, list_sort(list_distinct(flatten(list(topics)))) AS topics
FROM alerts
WHERE release_id IN (SELECT unnest(from_json($ids, '["VARCHAR"]')))
GROUP BY ALL;
