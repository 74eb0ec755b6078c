-- What did each later edition add to the one before, and what did it take away?
CREATE OR REPLACE VIEW revision_diffs AS
SELECT v.release_id, v.revision, r.source, r.url, v.title, v.kind AS edition, v.seen_at, v.change_note, p.field, p.kind, p.start, p.text
FROM passages AS p
JOIN revisions AS v USING (release_id, revision)
JOIN releases AS r USING (release_id);
