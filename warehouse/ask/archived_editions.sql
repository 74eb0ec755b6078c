-- The archived page of every edition of a source, and what was read from it.
SELECT v.release_id, v.revision, v.kind, v.record_hash, f.*
FROM revisions AS v
JOIN releases AS r USING (release_id)
JOIN fetches AS f USING (fetch_id)
WHERE r.source = $source AND f.warc_file IS NOT NULL
ORDER BY v.release_id, v.revision;
