-- The largest sums in pounds, each once a release; what for is in the text, not here.
SELECT DISTINCT value, text, title, url
FROM money_mentioned
WHERE currency = 'GBP'
ORDER BY value DESC
LIMIT 20;
