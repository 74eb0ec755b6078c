-- The alerts of the temporary table `mine`, with all that a message needs to say them.
WITH watched AS (SELECT * FROM topics QUALIFY row_number() OVER (PARTITION BY topic ORDER BY version DESC) = 1)
SELECT a.digest_id, a.alert_id, a.recipient, a.kind, c.seen_at AS at, a.due_at, c.detail, a.release_id, a.revision, r.source, r.external_id,
       coalesce(s.name, r.source) AS publisher, r.url, r.document_type, r.language, v.published_at, v.updated_at,
       {title: v.title, summary: v.summary, body: v.body, notes: v.notes} AS text,
       CASE WHEN f.release_id IS NOT NULL THEN {title: f.title, summary: f.summary, body: f.body, notes: f.notes} END AS former, f.seen_at AS former_at,
       (SELECT coalesce(list(name ORDER BY position), []) FROM organisations AS o
        WHERE o.release_id = a.release_id AND o.revision = a.revision) AS organisations,
       (SELECT coalesce(list({text: q.text, speaker: q.speaker, role: q.role} ORDER BY position), []) FROM quotes AS q
        WHERE q.release_id = a.release_id AND q.revision = a.revision) AS quotes,
       (SELECT coalesce(list({text: m.text, value: m.value, currency: m.currency, field: m.field} ORDER BY position), []) FROM amounts AS m
        WHERE m.release_id = a.release_id AND m.revision = a.revision) AS amounts,
       (SELECT coalesce(list({topic: t.topic, version: t.version, name: t.name, query: t.query} ORDER BY t.topic), []) FROM watched AS t
        WHERE list_contains(a.topics, t.topic)) AS topics,
       (SELECT coalesce(list({topic: m.topic, version: m.version, field: m.field, start: m.start, stop: m.stop, text: m.text,
                              position: m.position, added: m.added} ORDER BY m.topic, m.field, m.position, m.start), [])
        FROM mentions AS m JOIN watched AS t ON t.topic = m.topic AND t.version = m.version
        WHERE m.release_id = a.release_id AND m.revision = a.revision AND list_contains(a.topics, m.topic)) AS mentions
FROM mine AS a
JOIN releases AS r USING (release_id)
JOIN revisions AS v ON v.release_id = a.release_id AND v.revision = a.revision
LEFT JOIN revisions AS f ON f.release_id = a.release_id AND f.revision = ( -- the edition before, but for those that were a misreading
    SELECT max(g.revision) FROM revisions AS g
    WHERE g.release_id = a.release_id AND g.revision < a.revision
      AND NOT EXISTS (FROM quarantined AS q WHERE q.release_id = g.release_id AND q.revision = g.revision AND q.outcome = 'void' AND q.kind IN ('update', 'silent')))
LEFT JOIN changes AS c USING (change_id)
LEFT JOIN sources AS s ON s.source = r.source
ORDER BY a.digest_id, a.change_id;
