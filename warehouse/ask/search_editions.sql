-- What the search index holds when it is up to date: a number for the latest edition of each release, another for whatever changes.
SELECT r.release_id, coalesce(s.name, r.source) AS publisher,
       md5_number_lower(concat_ws(chr(31), r.release_id, v.revision, v.record_hash, r.url, r.document_type, r.status,
                                  coalesce(v.published_at, r.first_seen_at), s.name, s.country)) AS edition
FROM releases AS r
JOIN revisions AS v USING (release_id, revision)
LEFT JOIN sources AS s ON s.source = r.source;
