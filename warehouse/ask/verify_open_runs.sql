-- Which runs have not ended, or never did?
SELECT run_id FROM runs WHERE finished_at IS NULL;
