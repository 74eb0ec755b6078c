-- By file of the archive: where the captures lie that are to stay, and where those that were last answered before $before.
-- Of every edition its own capture stays, of every page the newest, whatever their age.
WITH captures AS (
    SELECT warc_file, warc_offset, max(requested_at) AS answered_at
    FROM fetches
    WHERE warc_file IS NOT NULL
    GROUP BY ALL
),
wanted AS (
    SELECT f.warc_file, f.warc_offset FROM revisions AS v JOIN fetches AS f USING (fetch_id)
    UNION
    SELECT warc_file, warc_offset FROM pages
    UNION
    SELECT warc_file, warc_offset FROM fetches
    WHERE warc_file IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY source, url ORDER BY requested_at DESC) = 1
),
told AS (
    SELECT c.warc_file, c.warc_offset, c.answered_at < $before AND w.warc_file IS NULL AS goes
    FROM captures AS c
    LEFT JOIN wanted AS w USING (warc_file, warc_offset)
)
SELECT warc_file AS file,
    coalesce(list(warc_offset ORDER BY warc_offset) FILTER (NOT goes), []) AS staying,
    coalesce(list(warc_offset ORDER BY warc_offset) FILTER (goes), []) AS going
FROM told
GROUP BY ALL
ORDER BY ALL;
