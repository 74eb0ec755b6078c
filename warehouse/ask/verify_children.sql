-- Which rows hang on a revision, a release, a run, a topic version, a change, an episode or a digest that is not there?
WITH notices AS (  -- alerts of a source: they name an episode where others name a release
    FROM alerts WHERE kind IN ('broken', 'mended')
), of_revisions AS (
    SELECT 'quotes' AS part, release_id, revision FROM quotes
    UNION ALL SELECT 'amounts', release_id, revision FROM amounts
    UNION ALL SELECT 'organisations', release_id, revision FROM organisations
    UNION ALL SELECT 'people', release_id, revision FROM people
    UNION ALL SELECT 'places', release_id, revision FROM places
    UNION ALL SELECT 'attachments', release_id, revision FROM attachments
    UNION ALL SELECT 'links', release_id, revision FROM links
    UNION ALL SELECT 'translations', release_id, revision FROM translations
    UNION ALL SELECT 'mentions', release_id, revision FROM mentions
    UNION ALL SELECT 'passages', release_id, revision FROM passages
    UNION ALL SELECT 'changes', release_id, revision FROM changes
    UNION ALL SELECT 'alerts', release_id, revision FROM alerts ANTI JOIN notices USING (alert_id)
    UNION ALL SELECT 'judgements', release_id, revision FROM judgements
), adrift AS (
    SELECT part, format('release {}, revision {}', release_id, revision) AS missing FROM of_revisions ANTI JOIN revisions USING (release_id, revision)
    UNION ALL SELECT 'mutes', 'release ' || release_id FROM mutes ANTI JOIN releases USING (release_id)
    UNION ALL SELECT 'pages', 'release ' || release_id FROM pages ANTI JOIN releases USING (release_id) WHERE release_id IS NOT NULL
    UNION ALL SELECT 'mentions', format('topic {}, version {}', topic, version) FROM mentions ANTI JOIN topics USING (topic, version)
    UNION ALL SELECT 'alerts', 'change ' || change_id FROM alerts ANTI JOIN notices USING (alert_id) ANTI JOIN changes USING (change_id)
    UNION ALL SELECT 'alerts', 'episode ' || release_id FROM notices ANTI JOIN episodes ON episode_id = release_id
    UNION ALL SELECT 'alerts', 'digest ' || digest_id FROM alerts ANTI JOIN digests USING (digest_id) WHERE digest_id IS NOT NULL
    UNION ALL SELECT 'deliveries', 'digest ' || digest_id FROM deliveries ANTI JOIN digests USING (digest_id)
    UNION ALL SELECT 'digests', format('alert or attempt of digest {}', digest_id) FROM digests ANTI JOIN alerts USING (digest_id) ANTI JOIN deliveries USING (digest_id)
    UNION ALL SELECT 'changes', 'run ' || run_id FROM changes ANTI JOIN runs USING (run_id)
    UNION ALL SELECT 'fetches', 'run ' || run_id FROM fetches ANTI JOIN runs USING (run_id)
    UNION ALL SELECT 'fetches', 'source ' || source FROM fetches ANTI JOIN sources USING (source)
    UNION ALL SELECT 'releases', 'source ' || source FROM releases ANTI JOIN sources USING (source)
)
SELECT 'row_astray' AS kind, 'table ' || part AS place, format('{} of its rows hang{} on what is not there: {}', count(*), if(count(*) = 1, 's', ''), missing) AS what
FROM adrift
GROUP BY part, missing
ORDER BY ALL;
