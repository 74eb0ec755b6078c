-- Which texts of a source's feeds are still to be read: the newest of each page that is read from them, unless it was tried.
SELECT f.*
FROM pages AS p
JOIN fetches AS f ON f.source = p.source AND f.url = p.url AND f.content_type = $kind
WHERE p.source = $source AND p.role = 'entry' AND p.visited_at IS NULL
QUALIFY row_number() OVER (PARTITION BY f.url ORDER BY f.requested_at DESC, f.fetch_id DESC) = 1
    AND (p.tried_at IS NULL OR p.tried_at < f.requested_at)
ORDER BY f.requested_at, f.fetch_id;
