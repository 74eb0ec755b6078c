-- How many requests were made of each host since $since, as its publisher calls it? Those of robots.txt stand in hosts.
-- A row from before requests were counted is one, but for those without status and time, which were decided without asking.
-- One of type $entry was cut out of a feed; what lies after $now was noted while a clock was wrong.
SELECT source, regexp_extract(url, '^[a-z]+://[^/?#]+') AS origin,
       sum(coalesce(requests, if(status IS NOT NULL OR elapsed_ms > 0, 1, 0)))::BIGINT AS requests
FROM fetches
WHERE requested_at > $since AND requested_at <= $now AND content_type IS DISTINCT FROM $entry
GROUP BY ALL;
