-- Pairs of which one links the other as its translation, unless several pages in one language claim the same page: that
-- is a menu, and no translation.
INSERT INTO likenesses BY NAME
WITH reach AS ( -- the addresses that are asked about: what the releases link, and where they stand
    SELECT url FROM translations WHERE release_id IN (FROM gathered)
    UNION SELECT url FROM pages WHERE release_id IN (FROM gathered)
    UNION SELECT url FROM releases WHERE release_id IN (FROM gathered)
), targets AS (
    SELECT url, release_id FROM pages WHERE release_id IS NOT NULL AND url IN (FROM reach)
    UNION SELECT url, release_id FROM releases WHERE url IN (FROM reach)
), claims AS (
    SELECT DISTINCT r.release_id, r.language, o.release_id AS other_id
    FROM translations AS t
    JOIN targets USING (url)
    JOIN releases AS r ON r.release_id = t.release_id AND r.revision = t.revision
    JOIN releases AS o ON o.release_id = targets.release_id
    WHERE split_part(r.language, '-', 1) <> split_part(o.language, '-', 1)
), declared AS (
    SELECT any_value(release_id) AS release_id, other_id FROM claims GROUP BY language, other_id HAVING count(*) = 1
)
SELECT DISTINCT least(release_id, other_id) AS release_id, greatest(release_id, other_id) AS other_id, 'translation' AS kind, NULL AS likeness
FROM declared
WHERE release_id IN (FROM gathered) OR other_id IN (FROM gathered);
