-- Loads staged rows into quarantined.
INSERT INTO quarantined BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    change_id: 'BIGINT',
    source: 'VARCHAR',
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    kind: 'VARCHAR',
    held_at: 'TIMESTAMPTZ',
    outcome: 'VARCHAR'
})
ON CONFLICT DO UPDATE SET outcome = excluded.outcome;
