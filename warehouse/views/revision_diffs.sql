-- What did each later edition add to the one before, and what did it take away?
CREATE OR REPLACE VIEW revision_diffs AS
SELECT v.release_id, v.revision, r.source, r.url, v.title, v.kind AS edition, v.seen_at, v.change_note, p.field, p.kind, p.start, p.text
FROM passages AS p
JOIN revisions AS v USING (release_id, revision)
JOIN releases AS r USING (release_id);

COMMENT ON VIEW revision_diffs IS 'What did each later edition add to the one before, and what did it take away?';
COMMENT ON COLUMN revision_diffs.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN revision_diffs.revision IS 'Number of the later of the two editions';
COMMENT ON COLUMN revision_diffs.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN revision_diffs.url IS 'Canonical URL, the newest; presswatch diff shows the whole edition by it';
COMMENT ON COLUMN revision_diffs.title IS 'Title of the later edition';
COMMENT ON COLUMN revision_diffs.edition IS 'Kind of the later edition: update or silent';
COMMENT ON COLUMN revision_diffs.seen_at IS 'When this edition was first read';
COMMENT ON COLUMN revision_diffs.change_note IS 'What the publisher says about the change; null: nothing';
COMMENT ON COLUMN revision_diffs.field IS 'title, summary or body';
COMMENT ON COLUMN revision_diffs.kind IS 'added or removed';
COMMENT ON COLUMN revision_diffs.start IS 'First character, from 0: in this edition''s text where added, in the one before where removed';
COMMENT ON COLUMN revision_diffs.text IS 'The words; what only moved, a paragraph or eight words in a row, is neither added nor removed';
