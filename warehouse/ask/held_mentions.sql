-- The mentions in the newest editions of releases of which something is held back.
SELECT DISTINCT m.topic, m.release_id, m.field, m.start, m.stop, m.text, m.added
FROM mentions AS m
JOIN releases AS r ON r.release_id = m.release_id AND r.revision = m.revision
JOIN topics AS t ON t.topic = m.topic AND t.version = m.version AND t.retired_at IS NULL
WHERE m.release_id IN (SELECT release_id FROM quarantined WHERE source = $source AND outcome = 'held');
