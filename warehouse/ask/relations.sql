-- Every view, by name, and every table, in the order in which they were made, with their columns and what is said of them.
SELECT r.kind, r.name, r.comment AS holds, c.column_name, c.data_type, c.comment AS column_holds
FROM (
    SELECT 'view' AS kind, view_name AS name, "comment", 0 AS made FROM duckdb_views() WHERE NOT internal
    UNION ALL
    SELECT 'table', table_name, "comment", table_oid FROM duckdb_tables() WHERE NOT internal
) AS r
JOIN duckdb_columns() AS c ON c.table_name = r.name
ORDER BY r.kind DESC, r.made, r.name, c.column_index;
