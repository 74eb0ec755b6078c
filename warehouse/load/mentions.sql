-- Loads staged rows into mentions.
INSERT INTO mentions BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    topic: 'VARCHAR',
    version: 'INTEGER',
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    field: 'VARCHAR',
    start: 'INTEGER',
    stop: 'INTEGER',
    text: 'VARCHAR',
    position: 'INTEGER',
    added: 'BOOLEAN'
});
