-- Loads staged rows into changes.
INSERT INTO changes BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    change_id: 'BIGINT',
    seen_at: 'TIMESTAMPTZ',
    kind: 'VARCHAR',
    source: 'VARCHAR',
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    detail: 'VARCHAR',
    run_id: 'VARCHAR'
});
