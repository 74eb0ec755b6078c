-- Sources that are watched and did not answer for a day before the newest request, or have problems.
SELECT source, last_success_at, open_problems, failed_requests
FROM source_health
WHERE active AND (open_problems > 0 OR last_success_at < (SELECT max(last_request_at) FROM source_health) - INTERVAL 1 DAY);
