-- How did each source behave up to $now: since when is it watched, what is new, what of the last day's pages could be read?
WITH asked AS (
    SELECT source, min(requested_at) AS watched_since FROM fetches GROUP BY source
), first_editions AS (
    SELECT r.source, r.first_seen_at, coalesce(v.published_at, v.seen_at) AS day_of
    FROM releases AS r
    JOIN revisions AS v ON v.release_id = r.release_id AND v.revision = 1
), fresh AS (
    SELECT source, max(first_seen_at) AS last_new_at, count(*) FILTER (day_of > $now - INTERVAL 7 DAY AND day_of <= $now) AS in_7_days
    FROM first_editions
    GROUP BY source
), daily AS (
    SELECT source, day_of::DATE AS day, count(*) AS releases
    FROM first_editions
    WHERE day_of > $now - INTERVAL 64 DAY AND day_of <= $now
    GROUP BY ALL
), days AS (
    SELECT source, list({day: day, releases: releases}) AS days FROM daily GROUP BY source
), tried AS (
    SELECT source, count(*) FILTER (failures > 0) AS unread, count(*) FILTER (failures = 0 AND status < 300) AS read,
           max(failures) AS failures
    FROM pages
    WHERE role IN ('release', 'entry') AND tried_at > $now - INTERVAL 1 DAY
    GROUP BY source
), listings AS (
    SELECT source, list({kind: kind, url: url, detail: detail, first_seen_at: first_seen_at} ORDER BY first_seen_at, url, kind) AS listings
    FROM problems AS p
    WHERE resolved_at IS NULL
      AND NOT EXISTS (FROM pages AS g WHERE g.source = p.source AND g.url = p.url AND g.role <> 'listing')
    GROUP BY source
), wrong AS (
    SELECT p.source, mode(p.kind) AS commonest, arg_max(p.url || ': ' || p.detail, p.last_seen_at) AS example
    FROM problems AS p
    JOIN pages AS g ON g.source = p.source AND g.url = p.url AND g.role IN ('release', 'entry') AND g.failures > 0
    WHERE p.resolved_at IS NULL
    GROUP BY p.source
)
SELECT s.source, a.watched_since, f.last_new_at, coalesce(f.in_7_days, 0) AS in_7_days, coalesce(d.days, []) AS days,
       coalesce(t.unread, 0) AS unread, coalesce(t.read, 0) AS read, coalesce(t.failures, 0) AS failures,
       coalesce(l.listings, []) AS listings, coalesce(w.commonest, '') AS commonest, coalesce(w.example, '') AS example
FROM sources AS s
LEFT JOIN asked AS a USING (source)
LEFT JOIN fresh AS f USING (source)
LEFT JOIN days AS d USING (source)
LEFT JOIN tried AS t USING (source)
LEFT JOIN listings AS l USING (source)
LEFT JOIN wrong AS w USING (source)
ORDER BY s.source;
