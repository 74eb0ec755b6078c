-- What does the analysts' copy, attached as `copy`, hold that the warehouse does not? Rows of these are never taken away.
WITH ahead AS (
    SELECT 'releases' AS part, release_id AS name FROM copy.releases ANTI JOIN releases USING (release_id)
    UNION ALL SELECT 'revisions', release_id || ' ' || revision FROM copy.revisions ANTI JOIN revisions USING (release_id, revision)
    UNION ALL SELECT 'changes', change_id::VARCHAR FROM copy.changes ANTI JOIN changes USING (change_id)
    UNION ALL SELECT 'fetches', fetch_id FROM copy.fetches ANTI JOIN fetches USING (fetch_id)
    UNION ALL SELECT 'runs', run_id FROM copy.runs ANTI JOIN runs USING (run_id)
)
SELECT 'copy_ahead' AS kind, 'table ' || part AS place, format('{} rows of the copy are not in the warehouse, such as {}', count(*), min(name)) AS what
FROM ahead
GROUP BY part
ORDER BY ALL;
