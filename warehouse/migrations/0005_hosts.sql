-- How hosts are treated across runs: every request counts, and a wish to be left alone outlives the run that met it.

ALTER TABLE fetches ADD COLUMN requests INTEGER; -- redirects and second tries included; null: written before it was counted

ALTER TABLE hosts ALTER COLUMN robots DROP NOT NULL;     -- null: its robots.txt was never read
ALTER TABLE hosts ALTER COLUMN fetched_at DROP NOT NULL;
ALTER TABLE hosts ADD COLUMN paused_until TIMESTAMPTZ;   -- it asked to be left alone until then
ALTER TABLE hosts ADD COLUMN failing_since TIMESTAMPTZ;  -- of its robots.txt; null: it can be read
ALTER TABLE hosts ADD COLUMN failures INTEGER;           -- runs in a row that could not read it
ALTER TABLE hosts ADD COLUMN rests_until TIMESTAMPTZ;    -- after them
ALTER TABLE hosts ADD COLUMN asked JSON;                 -- the last day's requests that are no rows of fetches: moments

-- A list cannot be updated in place: DuckDB 1.5 deletes the row and inserts it, and where the disk is full at the commit it
-- then meets the row's own key and aborts the process.
ALTER TABLE polls ALTER COLUMN news TYPE JSON USING to_json(news);
