-- Pairs that are said to be one, and not found: the same address, and the same id of one publisher in another language.
INSERT INTO likenesses BY NAME
WITH mine AS (FROM releases WHERE release_id IN (FROM gathered)), pairs AS (
    SELECT m.release_id, o.release_id AS other_id, 'translation' AS kind
    FROM mine AS m JOIN releases AS o ON o.external_id = m.external_id AND o.source = m.source AND o.language <> m.language
    UNION
    SELECT m.release_id, o.release_id, 'address' FROM mine AS m JOIN releases AS o ON o.url = m.url AND o.release_id <> m.release_id
)
SELECT DISTINCT least(release_id, other_id) AS release_id, greatest(release_id, other_id) AS other_id, kind, NULL AS likeness FROM pairs;
