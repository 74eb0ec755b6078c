-- Tells those who heard of an episode, or are to hear of it, that it is over; once each, whatever is run again.
INSERT INTO alerts BY NAME
SELECT substr(sha256(t.recipient || chr(10) || e.episode_id || chr(10) || 'mended'), 1, 16) AS alert_id, t.recipient, 'mended' AS kind,
       e.episode_id AS release_id, 1 AS revision, []::VARCHAR[] AS topics, 0 AS change_id, t.due_at::TIMESTAMPTZ AS due_at,
       'pending' AS state, NULL AS digest_id
FROM episodes AS e, (SELECT unnest(from_json($recipients, '[{"recipient": "VARCHAR", "due_at": "VARCHAR"}]'), recursive := true)) AS t
WHERE e.ended_at IS NOT NULL
  AND EXISTS (FROM alerts AS a WHERE a.release_id = e.episode_id AND a.recipient = t.recipient AND a.kind = 'broken'
              AND (a.state <> 'dead' OR EXISTS (FROM deliveries AS d WHERE d.digest_id = a.digest_id AND d.outcome IN ('sent', 'ambiguous'))))
ON CONFLICT DO NOTHING;
