-- The texts of some editions. Their places in the table are found first: a text is only read where it is wanted.
WITH named AS (
    SELECT unnest(from_json($editions, '[{"release_id": "VARCHAR", "revision": "INTEGER"}]'), recursive := true)
), wanted AS (
    SELECT v.rowid AS place FROM revisions AS v JOIN named USING (release_id, revision)
)
SELECT release_id, revision, title, body, notes FROM revisions WHERE rowid IN (SELECT place FROM wanted);
