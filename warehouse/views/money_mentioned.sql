-- Which sums of money are mentioned, in releases as they read today?
CREATE OR REPLACE VIEW money_mentioned AS
SELECT a.currency, a.value, a.text, a.field, r.release_id, r.source, r.url, r.title, r.published_at, a.position
FROM amounts AS a
JOIN latest_releases AS r USING (release_id, revision);

COMMENT ON VIEW money_mentioned IS 'Which sums of money are mentioned, in releases as they read today?';
COMMENT ON COLUMN money_mentioned.currency IS 'ISO 4217: GBP, EUR, NOK …';
COMMENT ON COLUMN money_mentioned.value IS 'As a number of whole units, e.g. 2100000000; never converted';
COMMENT ON COLUMN money_mentioned.text IS 'As written, e.g. £2.1 billion';
COMMENT ON COLUMN money_mentioned.field IS 'Field in which it stands: title, summary, body (without its notes) or notes';
COMMENT ON COLUMN money_mentioned.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN money_mentioned.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN money_mentioned.url IS 'Canonical URL, the newest';
COMMENT ON COLUMN money_mentioned.title IS 'Title as it reads today';
COMMENT ON COLUMN money_mentioned.published_at IS 'When the publisher says that it was published';
COMMENT ON COLUMN money_mentioned.position IS 'Place among the edition''s, from 0';
