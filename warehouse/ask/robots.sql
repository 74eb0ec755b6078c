-- Every robots.txt that is kept.
SELECT host, robots AS text, status, fetched_at FROM hosts WHERE fetched_at IS NOT NULL;
