-- The pairs of editions that may be alike, of which one at least is of a release in the temporary table `gathered`.
WITH mine AS (
    SELECT release_id, revision, source, "at", words, unnest(bands) AS band FROM fingerprints WHERE release_id IN (FROM gathered)
), others AS (
    SELECT release_id, revision, source, "at", words, unnest(bands) AS band
    FROM fingerprints
    WHERE "at" BETWEEN (SELECT min("at") FROM mine) - $within AND (SELECT max("at") FROM mine) + $within
)
SELECT m.release_id, m.revision, o.release_id AS other_id, o.revision AS other_revision, m.source = o.source AS same
FROM mine AS m
JOIN others AS o ON o.band = m.band AND o.release_id <> m.release_id AND o."at" BETWEEN m."at" - $within AND m."at" + $within
WHERE least(m.words, o.words) >= $shortest OR o."at" BETWEEN m."at" - $shortly AND m."at" + $shortly
GROUP BY m.release_id, m.revision, o.release_id, o.revision, m.source, o.source
HAVING m.source <> o.source OR count(*) >= $own
QUALIFY row_number() OVER (PARTITION BY m.release_id, m.revision ORDER BY count(*) DESC, o.release_id, o.revision) <= $most
ORDER BY ALL;
