-- How is each host treated across runs, and which of its requests since $since are no rows of fetches?
-- What lies after $now was noted while a clock was wrong.
SELECT host, paused_until, failing_since, coalesce(failures, 0) AS failures, rests_until,
       list_filter(coalesce(asked::TIMESTAMPTZ[], []), lambda one: one > $since AND one <= $now) AS asked
FROM hosts
WHERE paused_until IS NOT NULL OR failures > 0 OR json_array_length(asked) > 0;
