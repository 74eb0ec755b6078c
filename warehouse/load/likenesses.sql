-- Loads staged rows into likenesses.
INSERT INTO likenesses BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    other_id: 'VARCHAR',
    kind: 'VARCHAR',
    likeness: 'DOUBLE'
});
