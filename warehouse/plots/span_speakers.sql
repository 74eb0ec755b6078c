-- Who is quoted at what length in the releases of `mentioned` since a moment? In words, the longest first.
SELECT q.speaker, sum(len(string_split(q.text, ' '))) AS number
FROM (SELECT DISTINCT release_id, revision FROM mentioned WHERE moment >= $since) AS m
JOIN quotes AS q USING (release_id, revision)
WHERE q.speaker IS NOT NULL
GROUP BY q.speaker
ORDER BY number DESC, q.speaker;
