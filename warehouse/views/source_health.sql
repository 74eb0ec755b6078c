-- How is each source doing: when did it last answer, when was it last news, and what is wrong with it?
CREATE OR REPLACE VIEW source_health AS
WITH asked AS (
    SELECT source, max(requested_at) AS last_request_at, max(requested_at) FILTER (outcome IN ('ok', 'not_modified', 'moved')) AS last_success_at,
           count(*) FILTER (outcome IN ('failed', 'refused', 'challenge')) AS failed_requests, count(*) FILTER (content_type IS DISTINCT FROM 'application/vnd.presswatch.entry+json') AS requests
    FROM fetches
    GROUP BY source
), kept AS (
    SELECT source, count(*) AS releases, max(first_seen_at) AS last_new_at,
           count(*) FILTER (first_seen_at > (SELECT max(requested_at) FROM fetches) - INTERVAL 7 DAY) AS new_in_7_days
    FROM releases
    GROUP BY source
), lagging AS (
    -- From publication to our first sight, of the newest hundred; what was edited since is listed with a later date.
    SELECT r.source, median(epoch(v.seen_at - v.published_at)) AS median_lag_seconds,
           median(greatest(epoch(p.entry_updated) - epoch(v.published_at), 0)) FILTER (r.revision = 1 AND p.entry_updated <= v.seen_at) AS source_lag_seconds,
           median(epoch(v.seen_at) - greatest(epoch(p.entry_updated), epoch(v.published_at))) FILTER (r.revision = 1 AND p.entry_updated <= v.seen_at) AS own_lag_seconds
    FROM (FROM releases SELECT *, row_number() OVER (PARTITION BY source ORDER BY first_seen_at DESC) AS age) AS r
    JOIN revisions AS v ON v.release_id = r.release_id AND v.revision = 1
    LEFT JOIN pages AS p ON p.source = r.source AND p.url = r.url
    WHERE r.age <= 100
    GROUP BY r.source
), wrong AS (
    SELECT source, count(*) AS open_problems FROM problems WHERE resolved_at IS NULL GROUP BY source
), waiting AS (
    SELECT source, count(*) FILTER (role IN ('release', 'entry') AND visited_at IS NULL) AS unread, count(*) FILTER (role = 'other') AS passed_over
    FROM pages
    GROUP BY source
), broken AS (
    SELECT source, list(contract ORDER BY began_at, contract) AS broken FROM episodes WHERE ended_at IS NULL GROUP BY source
), held AS (
    SELECT source, count(*) AS held FROM quarantined WHERE outcome = 'held' GROUP BY source
), next AS (
    SELECT source, min(next_poll_at) AS next_poll_at FROM polls GROUP BY source
)
SELECT s.source, s.name, s.active, a.last_success_at, a.last_request_at, h.last_new_at, l.median_lag_seconds,
       l.source_lag_seconds, l.own_lag_seconds,
       coalesce(h.releases, 0) AS releases, coalesce(h.new_in_7_days, 0) AS new_in_7_days, coalesce(w.open_problems, 0) AS open_problems,
       coalesce(p.unread, 0) AS unread, coalesce(p.passed_over, 0) AS passed_over, coalesce(a.requests, 0) AS requests,
       coalesce(a.failed_requests, 0) AS failed_requests, coalesce(e.broken, []) AS broken,
       coalesce(q.held, 0) AS held, if(s.active, n.next_poll_at, NULL) AS next_poll_at
FROM sources AS s
LEFT JOIN asked AS a USING (source)
LEFT JOIN kept AS h USING (source)
LEFT JOIN lagging AS l USING (source)
LEFT JOIN wrong AS w USING (source)
LEFT JOIN waiting AS p USING (source)
LEFT JOIN broken AS e USING (source)
LEFT JOIN held AS q USING (source)
LEFT JOIN next AS n USING (source);

COMMENT ON VIEW source_health IS 'How is each source doing: when did it last answer, when was it last news, and what is wrong with it?';
COMMENT ON COLUMN source_health.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN source_health.name IS 'Name for people';
COMMENT ON COLUMN source_health.active IS 'Watched now';
COMMENT ON COLUMN source_health.last_success_at IS 'When it last answered as it should; null: never';
COMMENT ON COLUMN source_health.last_request_at IS 'When it was last asked';
COMMENT ON COLUMN source_health.last_new_at IS 'When it last published something new to us';
COMMENT ON COLUMN source_health.median_lag_seconds IS 'Median seconds from publication to our first sight, of the newest hundred releases; null: none is dated';
COMMENT ON COLUMN source_health.source_lag_seconds IS 'The publisher''s share of it: from publication until its listing dated it';
COMMENT ON COLUMN source_health.own_lag_seconds IS 'Our share of it: from there until we read it';
COMMENT ON COLUMN source_health.releases IS 'Releases that are kept';
COMMENT ON COLUMN source_health.new_in_7_days IS 'New ones in the seven days before the newest request of any source';
COMMENT ON COLUMN source_health.open_problems IS 'Things that are wrong now';
COMMENT ON COLUMN source_health.unread IS 'Pages that are still to be read';
COMMENT ON COLUMN source_health.passed_over IS 'Pages that were read and are no releases';
COMMENT ON COLUMN source_health.requests IS 'Requests ever made';
COMMENT ON COLUMN source_health.failed_requests IS 'Those of them that failed, were refused or met a challenge';
COMMENT ON COLUMN source_health.broken IS 'Contracts that it does not keep now, the longest first';
COMMENT ON COLUMN source_health.held IS 'Changes that are kept and not told because of that';
COMMENT ON COLUMN source_health.next_poll_at IS 'When a scheduled run asks one of its listings next; null: not watched, or never asked';
