-- Loads staged rows into stories.
INSERT INTO stories BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    story_id: 'VARCHAR',
    relation: 'VARCHAR',
    likeness: 'DOUBLE',
    joined_at: 'TIMESTAMPTZ'
})
ON CONFLICT DO UPDATE SET story_id = excluded.story_id, relation = excluded.relation, likeness = excluded.likeness;
