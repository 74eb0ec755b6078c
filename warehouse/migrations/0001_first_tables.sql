-- The first tables. Times are TIMESTAMPTZ in UTC; children of an edition hang on (release_id, revision).
-- Only a few tables have keys: a key costs an index that every bulk load has to keep, and the loader is the only writer.

CREATE TABLE sources (
    source   VARCHAR PRIMARY KEY,  -- 'uk/govuk'
    name     VARCHAR NOT NULL,
    country  VARCHAR NOT NULL,     -- ISO 3166-1, lower case
    homepage VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    active   BOOLEAN NOT NULL
);

CREATE TABLE runs (
    run_id      VARCHAR PRIMARY KEY,
    flow        VARCHAR NOT NULL,  -- collect, deliver, replay, backfill
    started_at  TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,       -- null: the run was interrupted; the next one loaded what it had fetched
    outcome     VARCHAR NOT NULL,  -- done, problems, interrupted
    counts      JSON NOT NULL      -- seen, new, update, silent, withdrawn, gone, moved, problems, requests
);

CREATE TABLE fetches (
    fetch_id      VARCHAR NOT NULL,  -- run and number
    source        VARCHAR NOT NULL,
    url           VARCHAR NOT NULL,  -- as the publisher calls it, wherever it was asked
    requested_at  TIMESTAMPTZ NOT NULL,
    status        INTEGER,           -- null: no answer
    outcome       VARCHAR NOT NULL,  -- ok, not_modified, gone, moved, refused, failed, challenge
    bytes         BIGINT NOT NULL,   -- of the body, unpacked
    elapsed_ms    BIGINT NOT NULL,
    etag          VARCHAR,
    last_modified VARCHAR,
    sha256        VARCHAR,           -- of the body
    warc_file     VARCHAR,           -- null: no body; the same body is archived once
    warc_offset   BIGINT,
    final_url     VARCHAR,           -- where redirects led
    content_type  VARCHAR,
    error         VARCHAR,
    run_id        VARCHAR NOT NULL
);

CREATE TABLE pages (                 -- what is known of each URL that was ever listed, linked or read
    source           VARCHAR NOT NULL,
    url              VARCHAR NOT NULL,
    role             VARCHAR NOT NULL,  -- release, listing; other: read, and not a type that the source releases
    release_id       VARCHAR,           -- null: not (yet) read as a release
    listed_at        TIMESTAMPTZ NOT NULL,
    entry_updated    TIMESTAMPTZ,       -- what the listing last said
    etag             VARCHAR,
    last_modified    VARCHAR,
    sha256           VARCHAR,
    warc_file        VARCHAR,
    warc_offset      BIGINT,
    anchor_at        TIMESTAMPTZ NOT NULL,  -- the visits are counted from here: publication, or the last edit
    visited_at       TIMESTAMPTZ,       -- last answer that said something; null: still to be read
    tried_at         TIMESTAMPTZ,       -- last request, whatever came of it
    status           INTEGER,           -- of the last answer
    failures         INTEGER NOT NULL,  -- requests in a row that came to nothing
    missing          INTEGER NOT NULL,  -- 404 or 410 in a row; the second makes a release gone
    moved_to         VARCHAR,           -- another URL is the release's now
    gap              BOOLEAN NOT NULL,  -- of a listing: its last walk broke off before it met what was known
    PRIMARY KEY (source, url)
);

CREATE TABLE hosts (                 -- robots.txt, asked once a day and not once a run (RFC 9309, 2.4)
    host       VARCHAR PRIMARY KEY,
    robots     VARCHAR NOT NULL,
    status     INTEGER,
    fetched_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE releases (
    release_id    VARCHAR PRIMARY KEY,  -- stable: from source, language and the publisher's id or the first URL
    source        VARCHAR NOT NULL,
    url           VARCHAR NOT NULL,     -- canonical, the newest
    external_id   VARCHAR,              -- the publisher's own; translations share it
    document_type VARCHAR NOT NULL,
    language      VARCHAR NOT NULL,     -- BCP 47
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at  TIMESTAMPTZ NOT NULL,
    status        VARCHAR NOT NULL,     -- live, withdrawn, gone
    withdrawn_at  TIMESTAMPTZ,
    withdrawal    VARCHAR,              -- the publisher's reason
    revision      INTEGER NOT NULL      -- the latest
);

CREATE TABLE revisions (
    release_id   VARCHAR NOT NULL,
    revision     INTEGER NOT NULL,      -- 1, 2 …
    kind         VARCHAR NOT NULL,      -- new, update (dated), silent (changed without a new date or note)
    title        VARCHAR NOT NULL,
    summary      VARCHAR NOT NULL,      -- the standfirst
    body         VARCHAR NOT NULL,      -- every block in order, parted by blank lines; notes included
    notes        VARCHAR NOT NULL,      -- notes to editors: the end of the body
    published_at TIMESTAMPTZ,
    updated_at   TIMESTAMPTZ,
    change_note  VARCHAR,
    content_hash VARCHAR NOT NULL,      -- of title, summary and body
    record_hash  VARCHAR NOT NULL,      -- of the whole record: tells a replay what today's parsers read otherwise
    seen_at      TIMESTAMPTZ NOT NULL,
    fetch_id     VARCHAR NOT NULL,
    layout       VARCHAR NOT NULL,      -- how the page was read
    words        INTEGER NOT NULL,
    PRIMARY KEY (release_id, revision)
);

CREATE TABLE quotes (
    release_id VARCHAR NOT NULL,
    revision   INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    speaker    VARCHAR,
    role       VARCHAR,
    text       VARCHAR NOT NULL
);

CREATE TABLE amounts (
    release_id VARCHAR NOT NULL,
    revision   INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    text       VARCHAR NOT NULL,        -- '£2.1 billion'
    value      DECIMAL(28, 2) NOT NULL, -- 2100000000
    currency   VARCHAR NOT NULL,        -- ISO 4217
    field      VARCHAR NOT NULL
);

CREATE TABLE organisations (release_id VARCHAR NOT NULL, revision INTEGER NOT NULL, position INTEGER NOT NULL, name VARCHAR NOT NULL, url VARCHAR);
CREATE TABLE people        (release_id VARCHAR NOT NULL, revision INTEGER NOT NULL, position INTEGER NOT NULL, name VARCHAR NOT NULL, url VARCHAR);
CREATE TABLE places        (release_id VARCHAR NOT NULL, revision INTEGER NOT NULL, position INTEGER NOT NULL, name VARCHAR NOT NULL, url VARCHAR);
CREATE TABLE attachments   (release_id VARCHAR NOT NULL, revision INTEGER NOT NULL, position INTEGER NOT NULL, title VARCHAR NOT NULL, url VARCHAR NOT NULL, content_type VARCHAR);
CREATE TABLE links         (release_id VARCHAR NOT NULL, revision INTEGER NOT NULL, position INTEGER NOT NULL, title VARCHAR NOT NULL, url VARCHAR NOT NULL, content_type VARCHAR);
CREATE TABLE translations  (release_id VARCHAR NOT NULL, revision INTEGER NOT NULL, position INTEGER NOT NULL, language VARCHAR NOT NULL, url VARCHAR NOT NULL);

CREATE TABLE topics (
    topic      VARCHAR NOT NULL,        -- 'jef'
    version    INTEGER NOT NULL,
    name       VARCHAR NOT NULL,
    query      VARCHAR NOT NULL,
    aliases    VARCHAR[] NOT NULL,      -- queries for releases in one language: 'sv: drönare'
    created_at TIMESTAMPTZ NOT NULL,
    retired_at TIMESTAMPTZ,             -- null: watched now
    PRIMARY KEY (topic, version)
);

CREATE TABLE judgements (               -- what analysts said of samples: the measure of later queries
    topic      VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    revision   INTEGER NOT NULL,        -- the edition that was read
    is_right   BOOLEAN NOT NULL,        -- the release speaks of the topic
    judged_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (topic, release_id)
);

CREATE TABLE mentions (
    topic      VARCHAR NOT NULL,
    version    INTEGER NOT NULL,
    release_id VARCHAR NOT NULL,
    revision   INTEGER NOT NULL,
    field      VARCHAR NOT NULL,        -- title, summary, body, notes, quote, speaker, organisation, place
    start      INTEGER NOT NULL,        -- characters into the field's stored text
    stop       INTEGER NOT NULL,
    text       VARCHAR NOT NULL,
    position   INTEGER,                 -- which quote, speaker, organisation or place, from 0; null: the release has one such field
    added      BOOLEAN NOT NULL         -- the matched text is new in this edition
);

CREATE TABLE passages (                 -- what an edition added to the one before, and what it took away
    release_id VARCHAR NOT NULL,
    revision   INTEGER NOT NULL,        -- the later of the two editions
    field      VARCHAR NOT NULL,        -- title, summary, body
    kind       VARCHAR NOT NULL,        -- added, removed
    start      INTEGER NOT NULL,        -- characters into the field's text: of this edition for added, of the one before for removed
    text       VARCHAR NOT NULL
);

CREATE TABLE changes (                  -- what happened, in the order in which it was seen
    change_id  BIGINT PRIMARY KEY,
    seen_at    TIMESTAMPTZ NOT NULL,
    kind       VARCHAR NOT NULL,        -- new, update, silent, withdrawn, revived, gone, moved
    source     VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    revision   INTEGER NOT NULL,
    detail     VARCHAR NOT NULL,        -- change note, reason of a withdrawal, address before a move
    run_id     VARCHAR NOT NULL
);

CREATE TABLE alerts (                   -- one thing to tell one recipient, once
    alert_id   VARCHAR PRIMARY KEY,     -- from recipient, release, revision and kind
    recipient  VARCHAR NOT NULL,
    kind       VARCHAR NOT NULL,        -- as in changes
    release_id VARCHAR NOT NULL,
    revision   INTEGER NOT NULL,
    topics     VARCHAR[] NOT NULL,      -- why; empty: the recipient asked for everything
    change_id  BIGINT NOT NULL,
    due_at     TIMESTAMPTZ NOT NULL,
    state      VARCHAR NOT NULL,        -- pending, sending, sent, failed, dead
    digest_id  VARCHAR,
    UNIQUE (recipient, release_id, revision, kind)
);

CREATE TABLE mutes (                    -- releases of which a recipient does not want to hear again
    recipient  VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    muted_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (recipient, release_id)
);

CREATE TABLE digests (                  -- one message to one recipient
    digest_id VARCHAR PRIMARY KEY,
    recipient VARCHAR NOT NULL,
    made_at   TIMESTAMPTZ NOT NULL,
    subject   VARCHAR NOT NULL,
    items     INTEGER NOT NULL
);

CREATE TABLE deliveries (               -- one attempt to hand a digest to one channel
    digest_id VARCHAR NOT NULL,
    channel   VARCHAR NOT NULL,         -- file, smtp, webhook …: never an address
    attempt   INTEGER NOT NULL,         -- 1, 2 …
    "at"      TIMESTAMPTZ NOT NULL,
    outcome   VARCHAR NOT NULL,         -- sent, failed, ambiguous (it may have arrived), begun (cut off in the middle)
    detail    VARCHAR NOT NULL,
    retry_after DOUBLE,                 -- seconds for which the other side asked to be left alone
    PRIMARY KEY (digest_id, channel, attempt)
);

CREATE TABLE problems (
    source        VARCHAR NOT NULL,
    url           VARCHAR NOT NULL,
    kind          VARCHAR NOT NULL,     -- stable word: no_body, challenge_page, timed_out …
    detail        VARCHAR NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at  TIMESTAMPTZ NOT NULL,
    times         INTEGER NOT NULL,
    resolved_at   TIMESTAMPTZ,          -- null: still so
    PRIMARY KEY (source, url, kind)
);
