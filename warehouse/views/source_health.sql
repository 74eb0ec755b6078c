-- How is each source doing: when did it last answer, when was it last news, and what is wrong with it?
CREATE OR REPLACE VIEW source_health AS
WITH asked AS (
    SELECT source, max(requested_at) AS last_request_at, max(requested_at) FILTER (outcome IN ('ok', 'not_modified', 'moved')) AS last_success_at,
           count(*) FILTER (outcome IN ('failed', 'refused', 'challenge')) AS failed_requests, count(*) AS requests
    FROM fetches
    GROUP BY source
), held AS (
    SELECT source, count(*) AS releases, max(first_seen_at) AS last_new_at,
           count(*) FILTER (first_seen_at > (SELECT max(requested_at) FROM fetches) - INTERVAL 7 DAY) AS new_in_7_days
    FROM releases
    GROUP BY source
), lagging AS (
    SELECT r.source, median(epoch(v.seen_at - v.published_at)) AS median_lag_seconds -- from publication to our first sight, of the newest hundred
    FROM (FROM releases SELECT *, row_number() OVER (PARTITION BY source ORDER BY first_seen_at DESC) AS age) AS r
    JOIN revisions AS v ON v.release_id = r.release_id AND v.revision = 1
    WHERE r.age <= 100
    GROUP BY r.source
), wrong AS (
    SELECT source, count(*) AS open_problems FROM problems WHERE resolved_at IS NULL GROUP BY source
), waiting AS (
    SELECT source, count(*) FILTER (role = 'release' AND visited_at IS NULL) AS unread, count(*) FILTER (role = 'other') AS passed_over
    FROM pages
    GROUP BY source
)
SELECT s.source, s.name, s.active, a.last_success_at, a.last_request_at, h.last_new_at, l.median_lag_seconds,
       coalesce(h.releases, 0) AS releases, coalesce(h.new_in_7_days, 0) AS new_in_7_days, coalesce(w.open_problems, 0) AS open_problems,
       coalesce(p.unread, 0) AS unread, coalesce(p.passed_over, 0) AS passed_over, coalesce(a.requests, 0) AS requests,
       coalesce(a.failed_requests, 0) AS failed_requests
FROM sources AS s
LEFT JOIN asked AS a USING (source)
LEFT JOIN held AS h USING (source)
LEFT JOIN lagging AS l USING (source)
LEFT JOIN wrong AS w USING (source)
LEFT JOIN waiting AS p USING (source);
