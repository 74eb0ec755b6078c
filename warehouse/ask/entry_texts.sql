-- The newest text that a feed itself gave of each of some pages.
SELECT *
FROM fetches
WHERE source = $source AND content_type = $kind AND url IN (SELECT unnest(from_json($urls, '["VARCHAR"]')))
QUALIFY row_number() OVER (PARTITION BY url ORDER BY requested_at DESC, fetch_id DESC) = 1;
