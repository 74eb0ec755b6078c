-- Every name of a column, once.
SELECT DISTINCT column_name AS name FROM duckdb_columns() WHERE NOT internal ORDER BY name;
