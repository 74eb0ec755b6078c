-- Where is a watched topic mentioned, in which words, in releases as they read today?
CREATE OR REPLACE VIEW topic_mentions AS
SELECT m.topic, t.name AS topic_name, r.release_id, r.source, r.url, r.title, r.published_at, r.status, m.revision, m.field,
       m.position, m.start, m.stop, m.text, m.added
FROM mentions AS m
JOIN topics AS t ON t.topic = m.topic AND t.version = m.version AND t.retired_at IS NULL
JOIN latest_releases AS r ON r.release_id = m.release_id AND r.revision = m.revision;
