-- Loads staged rows into episodes.
INSERT INTO episodes BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    episode_id: 'VARCHAR',
    source: 'VARCHAR',
    contract: 'VARCHAR',
    holds: 'BOOLEAN',
    began_at: 'TIMESTAMPTZ',
    last_at: 'TIMESTAMPTZ',
    ended_at: 'TIMESTAMPTZ',
    ended_by: 'VARCHAR',
    detail: 'VARCHAR'
})
ON CONFLICT DO UPDATE SET
    holds = excluded.holds,
    last_at = excluded.last_at,
    ended_at = excluded.ended_at,
    ended_by = excluded.ended_by,
    detail = excluded.detail;
