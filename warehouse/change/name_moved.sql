-- Captures whose record lies elsewhere now, or nowhere.
CREATE OR REPLACE TEMP TABLE moved_captures (
    warc_file VARCHAR, warc_offset BIGINT, new_file VARCHAR, new_offset BIGINT
);
