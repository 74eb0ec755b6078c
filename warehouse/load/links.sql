-- Loads staged rows into links.
INSERT INTO links BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    position: 'INTEGER',
    title: 'VARCHAR',
    url: 'VARCHAR',
    content_type: 'VARCHAR'
});
