-- How many releases there are, by month of publication.
SELECT strftime(coalesce(v.published_at, r.first_seen_at), '%Y-%m') AS month, count(*) AS releases
FROM releases AS r
JOIN revisions AS v USING (release_id, revision)
WHERE $since IS NULL OR coalesce(v.published_at, r.first_seen_at) >= $since
GROUP BY month
ORDER BY month;
