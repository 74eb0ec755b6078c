-- Loads staged rows into problems.
INSERT INTO problems BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    source: 'VARCHAR',
    url: 'VARCHAR',
    kind: 'VARCHAR',
    detail: 'VARCHAR',
    first_seen_at: 'TIMESTAMPTZ',
    last_seen_at: 'TIMESTAMPTZ',
    times: 'INTEGER',
    resolved_at: 'TIMESTAMPTZ'
})
ON CONFLICT DO UPDATE SET
    detail = excluded.detail,
    first_seen_at = excluded.first_seen_at,
    last_seen_at = excluded.last_seen_at,
    times = excluded.times,
    resolved_at = excluded.resolved_at;
