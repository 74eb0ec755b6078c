-- Loads staged rows into runs.
INSERT INTO runs BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    run_id: 'VARCHAR',
    flow: 'VARCHAR',
    started_at: 'TIMESTAMPTZ',
    finished_at: 'TIMESTAMPTZ',
    outcome: 'VARCHAR',
    counts: 'JSON'
})
ON CONFLICT DO UPDATE SET
    finished_at = excluded.finished_at,
    outcome = excluded.outcome,
    counts = excluded.counts;
