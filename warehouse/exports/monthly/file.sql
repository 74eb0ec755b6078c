-- One month of them as a file; the month itself stands in the name of its folder.
COPY (SELECT * EXCLUDE (month) FROM monthly WHERE month = $month) TO '{target}' (FORMAT parquet, COMPRESSION zstd);
