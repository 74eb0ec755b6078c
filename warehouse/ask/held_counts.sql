-- How many changes of each source are held back.
SELECT source, count(*) AS held FROM quarantined WHERE outcome = 'held' GROUP BY source ORDER BY source;
