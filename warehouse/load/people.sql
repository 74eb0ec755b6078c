-- Loads staged rows into people.
INSERT INTO people BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    position: 'INTEGER',
    name: 'VARCHAR',
    url: 'VARCHAR'
});
