-- Loads staged rows into alerts.
INSERT INTO alerts BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    alert_id: 'VARCHAR',
    recipient: 'VARCHAR',
    kind: 'VARCHAR',
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    topics: 'VARCHAR[]',
    change_id: 'BIGINT',
    due_at: 'TIMESTAMPTZ',
    state: 'VARCHAR',
    digest_id: 'VARCHAR'
})
ON CONFLICT DO NOTHING;
