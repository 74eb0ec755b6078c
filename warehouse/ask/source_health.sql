-- How is each source doing?
FROM source_health ORDER BY source;
