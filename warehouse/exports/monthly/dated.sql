-- The rows of an export that is not of releases, with the months in which each began.
CREATE OR REPLACE TEMP TABLE monthly AS
SELECT e.*, strftime(e.{day}, '%Y-%m') AS month
FROM ({export}) AS e;
