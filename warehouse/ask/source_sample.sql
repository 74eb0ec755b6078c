-- The newest releases of each source, as they were first read: how long, which fields are empty, whether listing and page agree.
WITH newest AS (
    SELECT release_id, source, url, revision, first_seen_at, external_id, language FROM releases
    WHERE $source IS NULL OR source = $source
    QUALIFY row_number() OVER (PARTITION BY source ORDER BY first_seen_at DESC, release_id) <= $most
)
SELECT n.source, v.words,
       list_filter([CASE WHEN v.title = '' THEN 'title' END,
                    CASE WHEN v.summary = '' THEN 'summary' END,
                    CASE WHEN v.body = '' THEN 'body' END,
                    CASE WHEN v.notes = '' THEN 'notes' END,
                    CASE WHEN v.published_at IS NULL THEN 'published_at' END,
                    CASE WHEN v.updated_at IS NULL THEN 'updated_at' END,
                    CASE WHEN n.external_id IS NULL THEN 'external_id' END,
                    CASE WHEN n.language = '' THEN 'language' END,
                    CASE WHEN NOT EXISTS (FROM organisations AS c WHERE c.release_id = v.release_id AND c.revision = v.revision) THEN 'organisations' END,
                    CASE WHEN NOT EXISTS (FROM people AS c WHERE c.release_id = v.release_id AND c.revision = v.revision) THEN 'people' END,
                    CASE WHEN NOT EXISTS (FROM places AS c WHERE c.release_id = v.release_id AND c.revision = v.revision) THEN 'places' END,
                    CASE WHEN NOT EXISTS (FROM quotes AS c WHERE c.release_id = v.release_id AND c.revision = v.revision) THEN 'quotes' END],
                   lambda one: one IS NOT NULL) AS missing,
       -- The nearer one of the page's dates; null only where listing or page has none.
       least(abs(epoch(p.entry_updated) - epoch(v.published_at)), abs(epoch(p.entry_updated) - epoch(v.updated_at))) < 86400 AS agrees,
       EXISTS (FROM quarantined AS h WHERE h.release_id = n.release_id AND h.revision = 1 AND h.kind = 'new' AND h.outcome = 'held') AS held
FROM newest AS n
JOIN revisions AS v ON v.release_id = n.release_id AND v.revision = 1
LEFT JOIN pages AS p ON p.source = n.source AND p.url = n.url AND n.revision = 1
ORDER BY n.source, n.first_seen_at DESC, n.release_id;
