-- What did each host say in each run since $since, of the sources that were refused anything? Hosts as their publishers call them.
-- Listings and pages are told apart by the stage that stands in the name of a fetch.
-- A row without status was decided without asking; one of type $entry was cut out of a feed; what lies after $now was noted while
-- a clock was wrong.
WITH asked AS (
    SELECT source, regexp_extract(url, '^[a-z]+://[^/?#]+') AS origin, run_id, requested_at, outcome, status,
           status IN (401, 403, 429, 451) AS is_refused,
           regexp_matches(fetch_id, '-list-[0-9]+$') AS is_listing
    FROM fetches
    WHERE requested_at > $since AND requested_at <= $now AND status IS NOT NULL AND content_type IS DISTINCT FROM $entry
)
SELECT source, origin, run_id, is_listing, max(requested_at) AS at, count_if(is_refused) AS refusals,
       count_if(outcome IN ('ok', 'moved', 'not_modified', 'gone')) AS answers,
       max_by(status, requested_at) FILTER (WHERE is_refused) AS status
FROM asked
WHERE source IN (SELECT source FROM asked WHERE is_refused)
GROUP BY ALL;
