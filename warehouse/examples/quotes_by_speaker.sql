-- Who is quoted most? Names are as printed.
SELECT speaker, count(*) AS quotes, count(DISTINCT release_id) AS releases
FROM quotes_by_speaker
GROUP BY speaker
ORDER BY quotes DESC, speaker
LIMIT 20;
