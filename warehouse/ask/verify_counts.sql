-- How much is there to be verified?
SELECT (SELECT count(*) FROM releases) AS releases, (SELECT count(*) FROM revisions) AS revisions;
