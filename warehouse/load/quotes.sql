-- Loads staged rows into quotes.
INSERT INTO quotes BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    position: 'INTEGER',
    speaker: 'VARCHAR',
    role: 'VARCHAR',
    text: 'VARCHAR'
});
