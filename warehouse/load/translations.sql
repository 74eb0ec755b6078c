-- Loads staged rows into translations.
INSERT INTO translations BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    position: 'INTEGER',
    language: 'VARCHAR',
    url: 'VARCHAR'
});
