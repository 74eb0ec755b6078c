-- Under which topics recipients were told, or are to be told, of some releases; not where that was given up unheard.
SELECT recipient, release_id, list_sort(list_distinct(flatten(list(topics)))) AS topics
FROM alerts AS a
WHERE release_id IN (SELECT unnest(from_json($ids, '["VARCHAR"]')))
  AND (state <> 'dead' OR EXISTS (FROM deliveries AS d WHERE d.digest_id = a.digest_id AND d.outcome IN ('sent', 'ambiguous')))
GROUP BY ALL;
