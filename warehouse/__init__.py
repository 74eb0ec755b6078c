"""Everything that is remembered: editions in DuckDB, raw pages in WARC files; the only folder that knows SQL."""
