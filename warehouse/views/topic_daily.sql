-- How many releases mention each watched topic, by day of publication (UTC)?
CREATE OR REPLACE VIEW topic_daily AS
SELECT topic, CAST(coalesce(r.published_at, r.first_seen_at) AS DATE) AS day, count(DISTINCT r.release_id) AS releases, count(*) AS mentions
FROM mentions AS m
JOIN topics AS t USING (topic, version)
JOIN latest_releases AS r ON r.release_id = m.release_id AND r.revision = m.revision
WHERE t.retired_at IS NULL
GROUP BY ALL;
