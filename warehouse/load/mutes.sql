-- Loads staged rows into mutes.
INSERT INTO mutes BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    recipient: 'VARCHAR',
    release_id: 'VARCHAR',
    muted_at: 'TIMESTAMPTZ'
})
ON CONFLICT DO NOTHING;
