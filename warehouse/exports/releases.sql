-- Every release with its latest edition; the columns are the keys of the export.
SELECT r.url, r.source, r.external_id, r.document_type, r.language, r.title, r.summary, r.body, r.notes, r.published_at, r.updated_at,
       r.withdrawn_at, r.status, r.revision,
       coalesce(o.names, []) AS organisations, coalesce(p.names, []) AS people, coalesce(w.names, []) AS places,
       coalesce(q.quotes, []) AS quotes, coalesce(a.amounts, []) AS amounts, coalesce(t.topics, []) AS topics
FROM latest_releases AS r
LEFT JOIN (SELECT release_id, revision, list(name ORDER BY position) AS names FROM organisations GROUP BY ALL) AS o USING (release_id, revision)
LEFT JOIN (SELECT release_id, revision, list(name ORDER BY position) AS names FROM people GROUP BY ALL) AS p USING (release_id, revision)
LEFT JOIN (SELECT release_id, revision, list(name ORDER BY position) AS names FROM places GROUP BY ALL) AS w USING (release_id, revision)
LEFT JOIN (SELECT release_id, revision, list({speaker: speaker, role: role, text: text} ORDER BY position) AS quotes
           FROM quotes GROUP BY ALL) AS q USING (release_id, revision)
LEFT JOIN (SELECT release_id, revision, list({text: text, value: value, currency: currency} ORDER BY position) AS amounts
           FROM amounts GROUP BY ALL) AS a USING (release_id, revision)
LEFT JOIN (SELECT release_id, revision, list(DISTINCT topic ORDER BY topic) AS topics
           FROM mentions JOIN topics USING (topic, version) WHERE retired_at IS NULL GROUP BY ALL) AS t USING (release_id, revision)
WHERE ($since IS NULL OR coalesce(r.updated_at, r.published_at, r.first_seen_at) >= $since)
  AND ($topic IS NULL OR list_contains(t.topics, $topic))
ORDER BY r.first_seen_at, r.url;
