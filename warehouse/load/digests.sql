-- Loads staged rows into digests.
INSERT INTO digests BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    digest_id: 'VARCHAR',
    recipient: 'VARCHAR',
    made_at: 'TIMESTAMPTZ',
    subject: 'VARCHAR',
    items: 'INTEGER'
})
ON CONFLICT DO UPDATE SET subject = excluded.subject, items = excluded.items;
