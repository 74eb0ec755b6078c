-- Which places in the archive do fetches name, and what must lie there? In the order in which the files are read.
SELECT warc_file, warc_offset, sha256, min(fetch_id) AS fetch_id
FROM fetches
WHERE warc_file IS NOT NULL AND warc_offset IS NOT NULL
GROUP BY warc_file, warc_offset, sha256
ORDER BY warc_file, warc_offset;
