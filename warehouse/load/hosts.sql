-- Loads staged rows into hosts.
INSERT INTO hosts BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    host: 'VARCHAR',
    robots: 'VARCHAR',
    status: 'INTEGER',
    fetched_at: 'TIMESTAMPTZ'
})
ON CONFLICT DO UPDATE SET
    robots = excluded.robots,
    status = excluded.status,
    fetched_at = excluded.fetched_at;
