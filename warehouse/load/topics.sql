-- Loads staged rows into topics.
INSERT INTO topics BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    topic: 'VARCHAR',
    version: 'INTEGER',
    name: 'VARCHAR',
    query: 'VARCHAR',
    aliases: 'VARCHAR[]',
    created_at: 'TIMESTAMPTZ',
    retired_at: 'TIMESTAMPTZ'
})
ON CONFLICT DO UPDATE SET
    name = excluded.name,
    retired_at = excluded.retired_at;
