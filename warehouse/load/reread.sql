-- Loads staged rows into the temporary table of editions that are about to be replaced.
INSERT INTO reread BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    external_id: 'VARCHAR',
    document_type: 'VARCHAR',
    withdrawn_at: 'TIMESTAMPTZ',
    withdrawal: 'VARCHAR'
});
