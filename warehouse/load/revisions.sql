-- Loads staged rows into revisions.
INSERT INTO revisions BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    release_id: 'VARCHAR',
    revision: 'INTEGER',
    kind: 'VARCHAR',
    title: 'VARCHAR',
    summary: 'VARCHAR',
    body: 'VARCHAR',
    notes: 'VARCHAR',
    published_at: 'TIMESTAMPTZ',
    updated_at: 'TIMESTAMPTZ',
    change_note: 'VARCHAR',
    content_hash: 'VARCHAR',
    record_hash: 'VARCHAR',
    seen_at: 'TIMESTAMPTZ',
    fetch_id: 'VARCHAR',
    layout: 'VARCHAR',
    words: 'INTEGER'
})
ON CONFLICT DO UPDATE SET
    kind = excluded.kind,
    title = excluded.title,
    summary = excluded.summary,
    body = excluded.body,
    notes = excluded.notes,
    published_at = excluded.published_at,
    updated_at = excluded.updated_at,
    change_note = excluded.change_note,
    content_hash = excluded.content_hash,
    record_hash = excluded.record_hash,
    seen_at = excluded.seen_at,
    fetch_id = excluded.fetch_id,
    layout = excluded.layout,
    words = excluded.words;
