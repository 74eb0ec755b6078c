-- Loads staged rows into polls.
INSERT INTO polls BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    source: 'VARCHAR',
    url: 'VARCHAR',
    first_at: 'TIMESTAMPTZ',
    polled_at: 'TIMESTAMPTZ',
    next_poll_at: 'TIMESTAMPTZ',
    pause: 'DOUBLE',
    news: 'JSON',
    unchanged: 'INTEGER',
    whole_at: 'TIMESTAMPTZ',
    failures: 'INTEGER'
})
ON CONFLICT DO UPDATE SET
    first_at = excluded.first_at,
    polled_at = excluded.polled_at,
    next_poll_at = excluded.next_poll_at,
    pause = excluded.pause,
    news = excluded.news,
    unchanged = excluded.unchanged,
    whole_at = excluded.whole_at,
    failures = excluded.failures;
