-- Loads staged rows into fetches.
INSERT INTO fetches BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    fetch_id: 'VARCHAR',
    source: 'VARCHAR',
    url: 'VARCHAR',
    requested_at: 'TIMESTAMPTZ',
    status: 'INTEGER',
    outcome: 'VARCHAR',
    bytes: 'BIGINT',
    elapsed_ms: 'BIGINT',
    requests: 'INTEGER',
    etag: 'VARCHAR',
    last_modified: 'VARCHAR',
    sha256: 'VARCHAR',
    warc_file: 'VARCHAR',
    warc_offset: 'BIGINT',
    final_url: 'VARCHAR',
    content_type: 'VARCHAR',
    error: 'VARCHAR',
    run_id: 'VARCHAR'
});
