-- In how many of the releases of `mentioned` does each topic stand, by seven days counted back from a moment (0: the last ones)?
SELECT topic, CAST(floor((epoch(CAST($until AS TIMESTAMPTZ)) - epoch(moment)) / 604800) AS INTEGER) AS back, count(*) AS number
FROM mentioned
GROUP BY topic, back
ORDER BY topic, back;
