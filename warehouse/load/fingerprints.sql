-- Loads staged rows into fingerprints.
INSERT INTO fingerprints BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    source: 'VARCHAR',
    "at": 'TIMESTAMPTZ',
    record_hash: 'VARCHAR',
    words: 'INTEGER',
    bands: 'UINTEGER[]'
});
