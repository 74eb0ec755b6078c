-- What the tables and columns hold that runs keep for themselves: what was asked, what is known of it, what is wrong.

COMMENT ON TABLE schema_migrations IS 'One migration that was applied to this file';
COMMENT ON COLUMN schema_migrations.number IS 'Number of the migration; 0: views and comments';
COMMENT ON COLUMN schema_migrations.name IS 'Name of the migration; for number 0 the fingerprint of views and comments';
COMMENT ON COLUMN schema_migrations.applied_at IS 'When it was applied';

COMMENT ON TABLE sources IS 'One publisher''s channel';
COMMENT ON COLUMN sources.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN sources.name IS 'Name for people';
COMMENT ON COLUMN sources.country IS 'Country, ISO 3166-1 in lower case: gb';
COMMENT ON COLUMN sources.homepage IS 'Origin of canonical URLs';
COMMENT ON COLUMN sources.language IS 'Main language, BCP 47';
COMMENT ON COLUMN sources.active IS 'Watched now; false: it was once, and its releases stay';

COMMENT ON TABLE runs IS 'One run of a flow';
COMMENT ON COLUMN runs.run_id IS 'Name of the run, begins with its time';
COMMENT ON COLUMN runs.flow IS 'collect, deliver, replay or backfill';
COMMENT ON COLUMN runs.started_at IS 'When it began';
COMMENT ON COLUMN runs.finished_at IS 'When it ended; null: it was interrupted, and the next one loaded what it had fetched';
COMMENT ON COLUMN runs.outcome IS 'done, problems or interrupted';
COMMENT ON COLUMN runs.counts IS 'Requests, pages, problems, and changes by kind, as JSON; of a run that collected also the releases and editions that were kept at its end, and their checksum';

COMMENT ON TABLE fetches IS 'One request that was made, or one entry of a feed that holds the text of a release';
COMMENT ON COLUMN fetches.fetch_id IS 'Run, stage and number';
COMMENT ON COLUMN fetches.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN fetches.url IS 'URL as the publisher calls it, wherever it was asked';
COMMENT ON COLUMN fetches.requested_at IS 'When it was asked';
COMMENT ON COLUMN fetches.status IS 'HTTP status; null: no answer';
COMMENT ON COLUMN fetches.outcome IS 'ok, not_modified, gone, moved, refused, failed or challenge';
COMMENT ON COLUMN fetches.bytes IS 'Size of the body in bytes, unpacked; 0: none came';
COMMENT ON COLUMN fetches.elapsed_ms IS 'Milliseconds until the whole answer was there';
COMMENT ON COLUMN fetches.requests IS 'Requests that were sent for it, redirects and second tries included; null: from before they were counted';
COMMENT ON COLUMN fetches.etag IS 'The answer''s ETag; null: it had none';
COMMENT ON COLUMN fetches.last_modified IS 'The answer''s Last-Modified, as it was written; null: it had none';
COMMENT ON COLUMN fetches.sha256 IS 'Hash of the body, SHA-256 in hexadecimal; null: no body';
COMMENT ON COLUMN fetches.warc_file IS 'Archive file that holds the body; null: no body, or retention took it out; the same body is archived once';
COMMENT ON COLUMN fetches.warc_offset IS 'Where the record begins in that file, in bytes';
COMMENT ON COLUMN fetches.final_url IS 'Where redirects led';
COMMENT ON COLUMN fetches.content_type IS 'The answer''s Content-Type; application/vnd.presswatch.entry+json: an entry of a feed, for which nobody asked';
COMMENT ON COLUMN fetches.error IS 'What went wrong, in words; null: nothing did';
COMMENT ON COLUMN fetches.run_id IS 'Run that asked';

COMMENT ON TABLE polls IS 'When one listing was asked, and when a scheduled run asks it next';
COMMENT ON COLUMN polls.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN polls.url IS 'URL of the listing''s first page, as in pages';
COMMENT ON COLUMN polls.first_at IS 'When it was first asked: since then its habits are known';
COMMENT ON COLUMN polls.polled_at IS 'When it was last asked';
COMMENT ON COLUMN polls.next_poll_at IS 'When a scheduled run asks it next; a run by hand asks every listing';
COMMENT ON COLUMN polls.pause IS 'Seconds for which the listing itself says that nothing new is to be expected (ttl); 0: it does not say';
COMMENT ON COLUMN polls.news IS 'Hours in which it had something new, each once, the oldest first: news::TIMESTAMPTZ[]';
COMMENT ON COLUMN polls.unchanged IS 'Answers 304 in a row; after eleven it is asked without validators';
COMMENT ON COLUMN polls.whole_at IS 'When it last came whole; null: never. After a day it is asked without validators';
COMMENT ON COLUMN polls.failures IS 'Polls in a row that came to nothing';

COMMENT ON TABLE pages IS 'What is known of one URL that was ever listed, linked or read';
COMMENT ON COLUMN pages.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN pages.url IS 'URL as the publisher calls it';
COMMENT ON COLUMN pages.role IS 'release, listing; entry: read from the feed itself, the page is not asked for; other: read, and not a type that the source releases';
COMMENT ON COLUMN pages.release_id IS 'Release that was read there; null: not (yet) read as one';
COMMENT ON COLUMN pages.listed_at IS 'When a listing or a page last named it';
COMMENT ON COLUMN pages.entry_updated IS 'Date that the listing last gave it';
COMMENT ON COLUMN pages.etag IS 'ETag of the copy that is kept';
COMMENT ON COLUMN pages.last_modified IS 'Last-Modified of the copy that is kept';
COMMENT ON COLUMN pages.sha256 IS 'Hash of the copy that is kept';
COMMENT ON COLUMN pages.warc_file IS 'Archive file of the copy that is kept';
COMMENT ON COLUMN pages.warc_offset IS 'Where that record begins, in bytes';
COMMENT ON COLUMN pages.anchor_at IS 'Visits are counted from here: publication, or the last edit';
COMMENT ON COLUMN pages.visited_at IS 'Last answer that said something; null: still to be read';
COMMENT ON COLUMN pages.tried_at IS 'Last request, whatever came of it';
COMMENT ON COLUMN pages.status IS 'HTTP status of the last answer';
COMMENT ON COLUMN pages.failures IS 'Requests in a row that came to nothing';
COMMENT ON COLUMN pages.unchanged IS 'Answers 304 in a row; after two the page is asked for without validators';
COMMENT ON COLUMN pages.missing IS '404 or 410 in a row; the second makes a release gone';
COMMENT ON COLUMN pages.moved_to IS 'URL that is the release''s now; null: this one';
COMMENT ON COLUMN pages.gap IS 'Of a listing: its last walk broke off before it met what was known';

COMMENT ON TABLE hosts IS 'One host: its robots.txt, asked once a day, and how it is treated across runs';
COMMENT ON COLUMN hosts.host IS 'Host and port';
COMMENT ON COLUMN hosts.robots IS 'Text of its robots.txt; null: it was never read';
COMMENT ON COLUMN hosts.status IS 'HTTP status of the answer; null: no answer';
COMMENT ON COLUMN hosts.fetched_at IS 'When it was asked; null: never with success';
COMMENT ON COLUMN hosts.paused_until IS 'It asked to be left alone until then (Retry-After), a day at most; null: it did not';
COMMENT ON COLUMN hosts.failing_since IS 'Since when its robots.txt cannot be read; null: it can';
COMMENT ON COLUMN hosts.failures IS 'Runs in a row that could not read it; null and 0: none';
COMMENT ON COLUMN hosts.rests_until IS 'Until when the host is left alone for them; null: it is not';
COMMENT ON COLUMN hosts.asked IS 'Moments of the last day''s requests that are no rows of fetches, for robots.txt and tries that were broken off: asked::TIMESTAMPTZ[]';

COMMENT ON TABLE problems IS 'One thing that is wrong with one URL, until it is right again';
COMMENT ON COLUMN problems.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN problems.url IS 'URL that it is wrong with';
COMMENT ON COLUMN problems.kind IS 'Stable word: no_body, challenge_page, timed_out …';
COMMENT ON COLUMN problems.detail IS 'What was expected and what was there';
COMMENT ON COLUMN problems.first_seen_at IS 'Since when';
COMMENT ON COLUMN problems.last_seen_at IS 'When it was last so';
COMMENT ON COLUMN problems.times IS 'At how many visits it was so';
COMMENT ON COLUMN problems.resolved_at IS 'When it was right again; null: it is still so';

COMMENT ON TABLE episodes IS 'One time in which a source did not keep one contract';
COMMENT ON COLUMN episodes.episode_id IS 'Name, from source, contract and beginning; alerts of kind broken and mended hold it as release_id';
COMMENT ON COLUMN episodes.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN episodes.contract IS 'listing, pages, silence, volume, fields, text or dates';
COMMENT ON COLUMN episodes.holds IS 'What is read meanwhile is not told';
COMMENT ON COLUMN episodes.began_at IS 'When it was first found';
COMMENT ON COLUMN episodes.last_at IS 'When it was last found to be so still';
COMMENT ON COLUMN episodes.ended_at IS 'When it was over; null: it lasts';
COMMENT ON COLUMN episodes.ended_by IS 'contract: it is kept again; person: somebody said so; null: it lasts';
COMMENT ON COLUMN episodes.detail IS 'What was expected, and what came, in words';

COMMENT ON TABLE quarantined IS 'One change that was kept and not told, for its source did not keep a contract';
COMMENT ON COLUMN quarantined.change_id IS 'Number of the change';
COMMENT ON COLUMN quarantined.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN quarantined.release_id IS 'Release that it is a change of';
COMMENT ON COLUMN quarantined.revision IS 'Edition that it made, or met';
COMMENT ON COLUMN quarantined.kind IS 'new, update, silent, withdrawn, revived, gone or moved';
COMMENT ON COLUMN quarantined.held_at IS 'When it was put aside';
COMMENT ON COLUMN quarantined.outcome IS 'held; told: released to those whom it concerns; void: nothing had happened after all';
