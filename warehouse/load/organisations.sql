-- Loads staged rows into organisations.
INSERT INTO organisations BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    position: 'INTEGER',
    name: 'VARCHAR',
    url: 'VARCHAR'
});
