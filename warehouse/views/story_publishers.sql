-- Who said it first, who then, in which languages, and how long after?
CREATE OR REPLACE VIEW story_publishers AS
SELECT t.story_id, count(*) OVER story AS releases,
       row_number() OVER (story ORDER BY t.relation <> 'first', coalesce(v.published_at, r.first_seen_at), r.first_seen_at, t.release_id) AS place,
       t.relation, t.likeness, r.source, coalesce(s.name, r.source) AS publisher, r.language, v.title, r.url, v.published_at, r.first_seen_at,
       coalesce(v.published_at, r.first_seen_at) - min(coalesce(v.published_at, r.first_seen_at)) OVER story AS after,
       r.status, t.joined_at, t.release_id
FROM stories AS t
JOIN releases AS r USING (release_id)
JOIN revisions AS v ON v.release_id = r.release_id AND v.revision = r.revision
LEFT JOIN sources AS s ON s.source = r.source
WINDOW story AS (PARTITION BY t.story_id);

COMMENT ON VIEW story_publishers IS 'Who said it first, who then, in which languages, and how long after?';
COMMENT ON COLUMN story_publishers.story_id IS 'Name of the story: the release that was published first';
COMMENT ON COLUMN story_publishers.releases IS 'Releases in the story; 1: nobody else said it';
COMMENT ON COLUMN story_publishers.place IS 'In the order of publication, from 1';
COMMENT ON COLUMN story_publishers.relation IS 'first, copy, similar or translation';
COMMENT ON COLUMN story_publishers.likeness IS 'Share of the shorter text that stands in the longer one, at best; null: none was found alike';
COMMENT ON COLUMN story_publishers.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN story_publishers.publisher IS 'Its name for people';
COMMENT ON COLUMN story_publishers.language IS 'Language, BCP 47';
COMMENT ON COLUMN story_publishers.title IS 'Title, as it reads today';
COMMENT ON COLUMN story_publishers.url IS 'Canonical URL, the newest';
COMMENT ON COLUMN story_publishers.published_at IS 'When the publisher says that it was published; midnight of its own time where it gives a day only';
COMMENT ON COLUMN story_publishers.first_seen_at IS 'When it was first read';
COMMENT ON COLUMN story_publishers.after IS 'How long after the first publication';
COMMENT ON COLUMN story_publishers.status IS 'live, withdrawn or gone';
COMMENT ON COLUMN story_publishers.joined_at IS 'When we saw the edition that put it there';
COMMENT ON COLUMN story_publishers.release_id IS 'Name of the release';
