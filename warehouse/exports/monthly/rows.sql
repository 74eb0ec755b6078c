-- The rows of an export with their months: of publication, or of our first sight where there is no date.
CREATE OR REPLACE TEMP TABLE monthly AS
SELECT e.*, m.month
FROM ({export}) AS e
JOIN (
    SELECT url, strftime(min(coalesce(published_at, first_seen_at)), '%Y-%m') AS month FROM latest_releases GROUP BY url
) AS m USING (url);
