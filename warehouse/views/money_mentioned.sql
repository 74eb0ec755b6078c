-- Which sums of money are mentioned, in releases as they read today?
CREATE OR REPLACE VIEW money_mentioned AS
SELECT a.currency, a.value, a.text, a.field, r.release_id, r.source, r.url, r.title, r.published_at, a.position
FROM amounts AS a
JOIN latest_releases AS r USING (release_id, revision);
