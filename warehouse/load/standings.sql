-- Loads staged rows into hosts: how they are treated across runs; what their robots.txt says stays.
INSERT INTO hosts BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    host: 'VARCHAR',
    paused_until: 'TIMESTAMPTZ',
    failing_since: 'TIMESTAMPTZ',
    failures: 'INTEGER',
    rests_until: 'TIMESTAMPTZ',
    asked: 'JSON'
})
ON CONFLICT DO UPDATE SET
    paused_until = excluded.paused_until,
    failing_since = excluded.failing_since,
    failures = excluded.failures,
    rests_until = excluded.rests_until,
    asked = excluded.asked;
