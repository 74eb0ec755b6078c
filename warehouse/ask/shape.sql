-- How the tables and views of one database are made: columns, keys, texts of views, and what is said of each.
SELECT * FROM (
    SELECT 'column' AS kind, table_name AS name, column_name AS part, concat_ws(' ', data_type, column_default, is_nullable) AS made, "comment" AS said
    FROM duckdb_columns() WHERE NOT internal AND database_name = $database
    UNION ALL
    SELECT 'table', table_name, '', NULL, "comment" FROM duckdb_tables() WHERE NOT internal AND database_name = $database
    UNION ALL
    SELECT 'view', view_name, '', sql, "comment" FROM duckdb_views() WHERE NOT internal AND database_name = $database
    UNION ALL
    SELECT 'key', table_name, constraint_type, list_sort(constraint_column_names)::VARCHAR, NULL
    FROM duckdb_constraints() WHERE database_name = $database
    UNION ALL
    SELECT 'index', table_name, index_name, sql, NULL FROM duckdb_indexes() WHERE database_name = $database
)
ORDER BY ALL;
