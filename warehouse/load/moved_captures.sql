-- Loads staged rows into the temporary table of captures whose record lies elsewhere now.
INSERT INTO moved_captures BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    warc_file: 'VARCHAR',
    warc_offset: 'BIGINT',
    new_file: 'VARCHAR',
    new_offset: 'BIGINT'
});
