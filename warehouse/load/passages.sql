-- Loads staged rows into passages.
INSERT INTO passages BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    field: 'VARCHAR',
    kind: 'VARCHAR',
    start: 'INTEGER',
    text: 'VARCHAR'
});
