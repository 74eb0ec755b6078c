-- Loads staged rows into releases.
INSERT INTO releases BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    source: 'VARCHAR',
    url: 'VARCHAR',
    external_id: 'VARCHAR',
    document_type: 'VARCHAR',
    language: 'VARCHAR',
    first_seen_at: 'TIMESTAMPTZ',
    last_seen_at: 'TIMESTAMPTZ',
    status: 'VARCHAR',
    withdrawn_at: 'TIMESTAMPTZ',
    withdrawal: 'VARCHAR',
    revision: 'INTEGER'
})
ON CONFLICT DO UPDATE SET
    source = excluded.source,
    url = excluded.url,
    external_id = excluded.external_id,
    document_type = excluded.document_type,
    language = excluded.language,
    first_seen_at = excluded.first_seen_at,
    last_seen_at = excluded.last_seen_at,
    status = excluded.status,
    withdrawn_at = excluded.withdrawn_at,
    withdrawal = excluded.withdrawal,
    revision = excluded.revision;
