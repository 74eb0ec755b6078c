-- Which files of the archive do fetches name now?
SELECT DISTINCT warc_file FROM fetches WHERE warc_file IS NOT NULL;
