-- What are the largest sums in releases that mention a watched topic?
SELECT DISTINCT m.text AS sum, m.value, m.currency, m.title
FROM money_mentioned AS m JOIN topic_mentions USING (release_id)
ORDER BY m.value DESC LIMIT 5
