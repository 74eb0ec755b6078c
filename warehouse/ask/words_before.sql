-- How long the releases at some addresses were when they were last read well: in the newest edition that is not held back.
SELECT p.url, v.words
FROM pages AS p
JOIN revisions AS v ON v.release_id = p.release_id
WHERE p.source = $source AND p.url IN (SELECT unnest(from_json($urls, '["VARCHAR"]')))
  AND NOT EXISTS (FROM quarantined AS q WHERE q.release_id = v.release_id AND q.revision = v.revision
                  AND q.kind IN ('new', 'update', 'silent') AND q.outcome IN ('held', 'void'))
QUALIFY row_number() OVER (PARTITION BY p.url ORDER BY v.revision DESC) = 1;
