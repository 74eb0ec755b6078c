-- Loads staged rows into deliveries.
INSERT INTO deliveries BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    digest_id: 'VARCHAR',
    channel: 'VARCHAR',
    attempt: 'INTEGER',
    "at": 'TIMESTAMPTZ',
    outcome: 'VARCHAR',
    detail: 'VARCHAR',
    retry_after: 'DOUBLE'
})
ON CONFLICT DO UPDATE SET "at" = excluded."at", outcome = excluded.outcome, detail = excluded.detail, retry_after = excluded.retry_after;
