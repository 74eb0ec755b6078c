-- Which tables does a database hold: the one of that name, or the one that is used?
SELECT table_name AS name FROM duckdb_tables()
WHERE NOT internal AND database_name = coalesce($database, current_database())
ORDER BY ALL;
