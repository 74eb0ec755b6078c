-- How many requests were made of each host since $since, as its publisher calls it?
-- A row without status and time was decided without asking; one of type $entry was cut out of a feed.
SELECT source, regexp_extract(url, '^[a-z]+://[^/?#]+') AS origin, count(*) AS requests
FROM fetches
WHERE requested_at > $since AND content_type IS DISTINCT FROM $entry AND (status IS NOT NULL OR elapsed_ms > 0)
GROUP BY ALL;
