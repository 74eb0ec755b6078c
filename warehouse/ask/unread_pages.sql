-- The newest archived answer of every page of a source that was never read as a release.
SELECT f.*
FROM pages AS p
JOIN fetches AS f ON f.source = p.source AND f.url = p.url
WHERE p.source = $source AND p.role IN ('release', 'other', 'entry') AND p.release_id IS NULL AND f.warc_file IS NOT NULL
  AND f.outcome IN ('ok', 'moved', 'challenge')
  AND (p.role = 'entry' OR f.content_type IS DISTINCT FROM $entry)  -- it stands by for the page
QUALIFY row_number() OVER (PARTITION BY f.url ORDER BY f.requested_at DESC) = 1
ORDER BY f.requested_at;
