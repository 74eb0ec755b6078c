-- Loads staged rows into places.
INSERT INTO places BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    position: 'INTEGER',
    name: 'VARCHAR',
    url: 'VARCHAR'
});
