-- In which tables of editions does the analysts' copy, attached as `copy`, say something else than the warehouse?
WITH here AS (
    SELECT 'releases' AS part, count(*) AS n, bit_xor(hash(t)) AS sum FROM (SELECT release_id, url, status, revision FROM main.releases) AS t
    UNION ALL SELECT 'revisions', count(*), bit_xor(hash(t)) FROM main.revisions AS t
    UNION ALL SELECT 'quotes', count(*), bit_xor(hash(t)) FROM main.quotes AS t
    UNION ALL SELECT 'amounts', count(*), bit_xor(hash(t)) FROM main.amounts AS t
    UNION ALL SELECT 'organisations', count(*), bit_xor(hash(t)) FROM main.organisations AS t
    UNION ALL SELECT 'people', count(*), bit_xor(hash(t)) FROM main.people AS t
    UNION ALL SELECT 'places', count(*), bit_xor(hash(t)) FROM main.places AS t
    UNION ALL SELECT 'attachments', count(*), bit_xor(hash(t)) FROM main.attachments AS t
    UNION ALL SELECT 'links', count(*), bit_xor(hash(t)) FROM main.links AS t
    UNION ALL SELECT 'translations', count(*), bit_xor(hash(t)) FROM main.translations AS t
    UNION ALL SELECT 'mentions', count(*), bit_xor(hash(t)) FROM main.mentions AS t
    UNION ALL SELECT 'passages', count(*), bit_xor(hash(t)) FROM main.passages AS t
    UNION ALL SELECT 'changes', count(*), bit_xor(hash(t)) FROM main.changes AS t
), there AS (
    SELECT 'releases' AS part, count(*) AS n, bit_xor(hash(t)) AS sum FROM (SELECT release_id, url, status, revision FROM copy.releases) AS t
    UNION ALL SELECT 'revisions', count(*), bit_xor(hash(t)) FROM copy.revisions AS t
    UNION ALL SELECT 'quotes', count(*), bit_xor(hash(t)) FROM copy.quotes AS t
    UNION ALL SELECT 'amounts', count(*), bit_xor(hash(t)) FROM copy.amounts AS t
    UNION ALL SELECT 'organisations', count(*), bit_xor(hash(t)) FROM copy.organisations AS t
    UNION ALL SELECT 'people', count(*), bit_xor(hash(t)) FROM copy.people AS t
    UNION ALL SELECT 'places', count(*), bit_xor(hash(t)) FROM copy.places AS t
    UNION ALL SELECT 'attachments', count(*), bit_xor(hash(t)) FROM copy.attachments AS t
    UNION ALL SELECT 'links', count(*), bit_xor(hash(t)) FROM copy.links AS t
    UNION ALL SELECT 'translations', count(*), bit_xor(hash(t)) FROM copy.translations AS t
    UNION ALL SELECT 'mentions', count(*), bit_xor(hash(t)) FROM copy.mentions AS t
    UNION ALL SELECT 'passages', count(*), bit_xor(hash(t)) FROM copy.passages AS t
    UNION ALL SELECT 'changes', count(*), bit_xor(hash(t)) FROM copy.changes AS t
)
SELECT 'copy_differs' AS kind, 'table ' || part AS place,
       if(here.n = there.n, format('{} rows in each, and not the same', here.n), format('{} rows in the warehouse, {} in the copy', here.n, there.n)) AS what
FROM here JOIN there USING (part)
WHERE (here.n, here.sum) IS DISTINCT FROM (there.n, there.sum)
ORDER BY ALL;
