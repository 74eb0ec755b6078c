-- How many releases mention each watched topic, by day of publication (UTC)?
CREATE OR REPLACE VIEW topic_daily AS
SELECT topic, CAST(coalesce(r.published_at, r.first_seen_at) AT TIME ZONE 'UTC' AS DATE) AS day, count(DISTINCT r.release_id) AS releases, count(*) AS mentions
FROM mentions AS m
JOIN topics AS t USING (topic, version)
JOIN latest_releases AS r ON r.release_id = m.release_id AND r.revision = m.revision
WHERE t.retired_at IS NULL
GROUP BY ALL;

COMMENT ON VIEW topic_daily IS 'How many releases mention each watched topic, by day of publication (UTC)?';
COMMENT ON COLUMN topic_daily.topic IS 'Topic';
COMMENT ON COLUMN topic_daily.day IS 'Day of publication, or of our first sight, in UTC';
COMMENT ON COLUMN topic_daily.releases IS 'Releases that mention it; a day without any is no row';
COMMENT ON COLUMN topic_daily.mentions IS 'Matches in them, all fields together';
