-- Editions as records: every one, or only the latest of each release, seen since $since.
-- What hangs on editions is looked up for those that are wanted: a thousand of a hundred thousand are usual.
WITH wanted AS MATERIALIZED (
    SELECT r.release_id, v.revision
    FROM revisions AS v
    JOIN releases AS r USING (release_id)
    WHERE (NOT $latest OR v.revision = r.revision)
      AND ($ids IS NULL OR r.release_id IN (SELECT unnest(from_json($ids, '["VARCHAR"]'))))
      AND ($since IS NULL OR coalesce(v.published_at, r.first_seen_at) >= $since)
)
SELECT r.release_id, v.revision, r.source, s.country, r.url, r.external_id, r.document_type, r.language, r.status, v.title, v.summary, v.body,
       v.notes, v.published_at, v.updated_at, v.change_note, v.seen_at, v.layout, r.first_seen_at, r.withdrawn_at,
       coalesce(o.found, []) AS organisations, coalesce(p.found, []) AS people, coalesce(w.found, []) AS places,
       coalesce(q.found, []) AS quotes, coalesce(a.found, []) AS amounts
FROM wanted
JOIN revisions AS v USING (release_id, revision)
JOIN releases AS r USING (release_id)
LEFT JOIN sources AS s ON s.source = r.source
LEFT JOIN (SELECT release_id, revision, list({name: name, url: url} ORDER BY position) AS found
           FROM organisations SEMI JOIN wanted USING (release_id, revision) GROUP BY ALL) AS o
    ON o.release_id = v.release_id AND o.revision = v.revision
LEFT JOIN (SELECT release_id, revision, list({name: name, url: url} ORDER BY position) AS found
           FROM people SEMI JOIN wanted USING (release_id, revision) GROUP BY ALL) AS p
    ON p.release_id = v.release_id AND p.revision = v.revision
LEFT JOIN (SELECT release_id, revision, list({name: name, url: url} ORDER BY position) AS found
           FROM places SEMI JOIN wanted USING (release_id, revision) GROUP BY ALL) AS w
    ON w.release_id = v.release_id AND w.revision = v.revision
LEFT JOIN (SELECT release_id, revision, list({text: text, speaker: speaker, role: role} ORDER BY position) AS found
           FROM quotes SEMI JOIN wanted USING (release_id, revision) GROUP BY ALL) AS q
    ON q.release_id = v.release_id AND q.revision = v.revision
LEFT JOIN (SELECT release_id, revision, list({text: text, value: value, currency: currency, field: field} ORDER BY position) AS found
           FROM amounts SEMI JOIN wanted USING (release_id, revision) GROUP BY ALL) AS a
    ON a.release_id = v.release_id AND a.revision = v.revision
ORDER BY v.release_id, v.revision;
