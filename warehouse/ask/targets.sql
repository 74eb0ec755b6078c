-- Which pages to ask for now: those still to be read, second looks at missing ones, those that failed, and those whose visit is due.
-- $steps are the ladder's steps in seconds after the anchor; after the last, a page is visited at each such distance.
-- A page that failed rests for growing times, from the second failure on. A 410 is meant: its second look is at once; a 404 may be
-- a hiccup: its second look is in a later run.
-- Validators may lie: after two answers 304 in a row, and after a month, a page is asked for without them.
WITH candidates AS (
    SELECT *,
           tried_at IS NULL OR tried_at < $started AS untried,
           unchanged < 2 AND visited_at > $now - INTERVAL 30 DAY AS believed,
           failures <= 1 OR tried_at + to_seconds(least(900 * pow(2, failures - 2), 86400)::BIGINT) <= $now AS rested
    FROM pages
    WHERE source = $source AND role = 'release' AND moved_to IS NULL
)
SELECT url, if(believed, etag, NULL) AS etag, if(believed, last_modified, NULL) AS last_modified, sha256, warc_file, warc_offset
FROM candidates
WHERE (untried AND rested AND visited_at IS NULL)
   OR (missing = 1 AND release_id IS NOT NULL AND (untried OR status = 410))
   OR (untried AND $mode = 'all')
   OR (untried AND $mode = 'due' AND rested AND (
          failures > 0
          OR EXISTS (FROM unnest(from_json($steps, '["BIGINT"]')) AS t (step) SELECT 1
                     WHERE anchor_at + to_seconds(step) <= $now AND anchor_at + to_seconds(step) > visited_at)
          OR visited_at + to_seconds(list_max(from_json($steps, '["BIGINT"]'))) <= $now))
ORDER BY visited_at IS NOT NULL, listed_at, url;
