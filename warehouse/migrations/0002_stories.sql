-- The same news in several releases: how texts are found alike, which are, and the stories that they make.

CREATE TABLE fingerprints (
    release_id  VARCHAR NOT NULL,
    revision    INTEGER NOT NULL,
    source      VARCHAR NOT NULL,
    "at"        TIMESTAMPTZ NOT NULL,  -- publication, or first sight where that is not told
    record_hash VARCHAR NOT NULL,      -- of the reading that it was taken of
    words       INTEGER NOT NULL,      -- of title and body, without notes
    bands       UINTEGER[] NOT NULL    -- texts that have one in common may be alike
);

CREATE TABLE likenesses (
    release_id VARCHAR NOT NULL,
    other_id   VARCHAR NOT NULL,       -- the greater of the two names
    kind       VARCHAR NOT NULL,       -- copy, similar, translation, address
    likeness   DOUBLE                  -- null: declared, and not measured
);

CREATE TABLE stories (
    release_id VARCHAR PRIMARY KEY,
    story_id   VARCHAR NOT NULL,       -- the release that was published first
    relation   VARCHAR NOT NULL,       -- first, copy, similar, translation
    likeness   DOUBLE,
    joined_at  TIMESTAMPTZ NOT NULL
);
