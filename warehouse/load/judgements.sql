-- Loads staged rows into judgements; a second judgement takes the place of the first.
INSERT INTO judgements BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    topic: 'VARCHAR',
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    is_right: 'BOOLEAN',
    judged_at: 'TIMESTAMPTZ'
})
ON CONFLICT DO UPDATE SET revision = excluded.revision, is_right = excluded.is_right, judged_at = excluded.judged_at;
