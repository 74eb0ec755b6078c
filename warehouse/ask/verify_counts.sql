-- How many editions are there to be verified?
SELECT count(*) AS revisions FROM revisions;
