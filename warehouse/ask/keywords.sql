-- Which words of SQL can stand in a question? Those that name no table or column.
SELECT upper(keyword_name) AS word
FROM duckdb_keywords()
WHERE keyword_category IN ('reserved', 'type_function')
ORDER BY word;
