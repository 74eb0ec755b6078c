-- Which releases were changed without a new date or a note, when, and what was added and taken away?
CREATE OR REPLACE VIEW silent_edits AS
WITH said AS ( -- put together before anything is joined: every join would carry each passage
    SELECT release_id, revision,
           list(text ORDER BY field, start) FILTER (kind = 'added') AS added,
           list(text ORDER BY field, start) FILTER (kind = 'removed') AS removed
    FROM passages
    GROUP BY release_id, revision
)
SELECT v.release_id, v.revision, r.source, r.url, v.title, before.title AS title_before, v.published_at, v.seen_at,
       v.seen_at - before.seen_at AS within, p.added, p.removed
FROM revisions AS v
JOIN revisions AS before ON before.release_id = v.release_id AND before.revision = v.revision - 1
JOIN releases AS r ON r.release_id = v.release_id
LEFT JOIN said AS p ON p.release_id = v.release_id AND p.revision = v.revision
WHERE v.kind = 'silent' -- what is held back, or came to nothing, is a reading that went wrong
  AND NOT EXISTS (FROM quarantined AS q WHERE q.release_id = v.release_id AND q.revision = v.revision AND q.kind = 'silent'
                  AND q.outcome IN ('held', 'void'));

COMMENT ON VIEW silent_edits IS 'Which releases were changed without a new date or a note, when, and what was added and taken away?';
COMMENT ON COLUMN silent_edits.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN silent_edits.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN silent_edits.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN silent_edits.url IS 'Canonical URL, the newest';
COMMENT ON COLUMN silent_edits.title IS 'Title of the edition';
COMMENT ON COLUMN silent_edits.title_before IS 'Title of the edition before';
COMMENT ON COLUMN silent_edits.published_at IS 'When the publisher says that it was published';
COMMENT ON COLUMN silent_edits.seen_at IS 'When this edition was first read';
COMMENT ON COLUMN silent_edits.within IS 'Time between our first sights of the two editions: the edit was made no later';
COMMENT ON COLUMN silent_edits.added IS 'Passages that came, in order; null: none, e.g. where a paragraph only moved';
COMMENT ON COLUMN silent_edits.removed IS 'Passages that went, in order; null: none';
