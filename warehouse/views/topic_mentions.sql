-- Where is a watched topic mentioned, in which words, in releases as they read today?
CREATE OR REPLACE VIEW topic_mentions AS
SELECT m.topic, t.name AS topic_name, r.release_id, r.source, r.url, r.title, r.published_at, r.status, m.revision, m.field,
       m.position, m.start, m.stop, m.text, m.added, r.first_seen_at
FROM mentions AS m
JOIN topics AS t ON t.topic = m.topic AND t.version = m.version AND t.retired_at IS NULL
JOIN latest_releases AS r ON r.release_id = m.release_id AND r.revision = m.revision;

COMMENT ON VIEW topic_mentions IS 'Where is a watched topic mentioned, in which words, in releases as they read today?';
COMMENT ON COLUMN topic_mentions.topic IS 'Topic';
COMMENT ON COLUMN topic_mentions.topic_name IS 'Name of the topic for people';
COMMENT ON COLUMN topic_mentions.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN topic_mentions.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN topic_mentions.url IS 'Canonical URL, the newest';
COMMENT ON COLUMN topic_mentions.title IS 'Title as it reads today';
COMMENT ON COLUMN topic_mentions.published_at IS 'When the publisher says that it was published; null: it does not say, then take first_seen_at';
COMMENT ON COLUMN topic_mentions.status IS 'live, withdrawn or gone';
COMMENT ON COLUMN topic_mentions.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN topic_mentions.field IS 'title, summary, body, notes, quote, speaker, organisation or place';
COMMENT ON COLUMN topic_mentions.position IS 'Which quote, speaker, organisation or place, from 0; null: the release has one such field';
COMMENT ON COLUMN topic_mentions.start IS 'First character of the match in the field''s stored text, from 0';
COMMENT ON COLUMN topic_mentions.stop IS 'First character after it';
COMMENT ON COLUMN topic_mentions.text IS 'The words that matched';
COMMENT ON COLUMN topic_mentions.added IS 'The matched text is new in this edition; true throughout a first edition';
COMMENT ON COLUMN topic_mentions.first_seen_at IS 'When it was first read';
