-- Who was quoted most in releases about the High North or the JEF?
SELECT speaker, any_value(role) AS role, count(*) AS quotes
FROM quotes_by_speaker
WHERE release_id IN (SELECT release_id FROM topic_mentions WHERE topic IN ('high-north', 'jef'))
GROUP BY speaker ORDER BY quotes DESC, speaker LIMIT 5
