-- Loads staged rows into amounts.
INSERT INTO amounts BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    position: 'INTEGER',
    text: 'VARCHAR',
    value: 'DECIMAL(28, 2)',
    currency: 'VARCHAR',
    field: 'VARCHAR'
});
