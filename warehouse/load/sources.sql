-- Loads staged rows into sources.
INSERT INTO sources BY NAME
FROM read_json($rows, format = 'newline_delimited', columns = {
    source: 'VARCHAR',
    name: 'VARCHAR',
    country: 'VARCHAR',
    homepage: 'VARCHAR',
    language: 'VARCHAR',
    active: 'BOOLEAN'
})
ON CONFLICT DO UPDATE SET
    name = excluded.name,
    country = excluded.country,
    homepage = excluded.homepage,
    language = excluded.language,
    active = excluded.active;
