-- Releases a month by topic; a day or month without any is no row.
SELECT topic, date_trunc('month', day) AS month, sum(releases) AS releases
FROM topic_daily
GROUP BY ALL
ORDER BY topic, month;
