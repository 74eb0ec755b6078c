-- Which pages to ask for now: those still to be read, second looks at missing ones, those that failed, and those whose visit is due.
-- $steps are the ladder's steps in seconds after the anchor; after the last, a page is visited at each such distance.
-- A page that failed rests for growing times, from the second failure on. A 410 is meant: its second look is at once; a 404 may be
-- a hiccup: its second look is in a later run.
-- Validators may lie: after two answers 304 in a row, and after a month, a page is asked for without them.
-- They speak of the body alone: where the header's charset contradicts the page, it is asked for without them too, and content_type
-- says what the copy came as, for the same bytes under another header are another answer.
-- An address that a release moved away from is asked again only where the release is missing: a publisher may have taken the move
-- back. Then nothing is told of the copy that is kept, for the same page is news there.
-- What was noted for later than $ahead, by a clock that was wrong, says nothing.
-- A run may end before all are asked. What is still to be read goes first, the newest of it, and what failed after it; of what is
-- visited again, what waits longest.
WITH lost AS (
    SELECT url AS moved_to, missing AS misses FROM pages WHERE source = $source AND missing > 0
), disputed AS (
    SELECT p.url, min_by(f.content_type, f.requested_at) AS content_type
    FROM problems AS o
    JOIN pages AS p ON p.source = o.source AND p.url = o.url
    JOIN fetches AS f ON f.source = p.source AND f.url = p.url AND f.warc_file = p.warc_file AND f.warc_offset = p.warc_offset
    WHERE o.source = $source AND o.kind = 'charset_conflict' AND o.resolved_at IS NULL
    GROUP BY p.url
), candidates AS (
    SELECT pages.*, content_type, misses,
           tried_at IS NULL OR tried_at < $started OR tried_at > $ahead AS untried,
           unchanged < 2 AND visited_at > $now - INTERVAL 30 DAY AND content_type IS NULL AND moved_to IS NULL AS believed,
           failures <= 1 OR tried_at + to_seconds(least(900 * pow(2, failures - 2), 86400)::BIGINT) <= $now OR tried_at > $ahead
               AS rested
    FROM pages
    LEFT JOIN disputed USING (url)
    LEFT JOIN lost USING (moved_to)
    WHERE source = $source AND role = 'release' AND (moved_to IS NULL OR misses > 0)
)
SELECT url, if(believed, etag, NULL) AS etag, if(believed, last_modified, NULL) AS last_modified,
       if(moved_to IS NULL, sha256, NULL) AS sha256, if(moved_to IS NULL, warc_file, NULL) AS warc_file,
       if(moved_to IS NULL, warc_offset, NULL) AS warc_offset, content_type
FROM candidates
WHERE (untried AND rested AND visited_at IS NULL)
   OR (missing = 1 AND release_id IS NOT NULL AND (untried OR status = 410))
   OR (untried AND misses = 1)
   OR (untried AND $mode = 'all')
   OR (untried AND $mode = 'due' AND rested AND (
          failures > 0
          OR visited_at > $ahead
          OR EXISTS (FROM unnest(from_json($steps, '["BIGINT"]')) AS t (step) SELECT 1
                     WHERE anchor_at + to_seconds(step) <= $now AND anchor_at + to_seconds(step) > visited_at)
          OR visited_at + to_seconds(list_max(from_json($steps, '["BIGINT"]'))) <= $now))
ORDER BY visited_at IS NOT NULL, if(visited_at IS NULL, failures, 0), if(visited_at IS NULL, NULL, tried_at),
         coalesce(entry_updated, listed_at) DESC, url;
