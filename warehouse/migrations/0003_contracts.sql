-- What a source promised and did not keep: episodes, and editions that are not told while one lasts.

CREATE TABLE episodes (
    episode_id VARCHAR PRIMARY KEY,     -- from source, contract and beginning
    source     VARCHAR NOT NULL,
    contract   VARCHAR NOT NULL,        -- listing, pages, silence, volume, fields, text, dates
    holds      BOOLEAN NOT NULL,        -- what is read meanwhile is not told
    began_at   TIMESTAMPTZ NOT NULL,
    last_at    TIMESTAMPTZ NOT NULL,    -- when it was last found to be so
    ended_at   TIMESTAMPTZ,             -- null: it lasts
    ended_by   VARCHAR,                 -- contract: it is kept again; person: somebody said so
    detail     VARCHAR NOT NULL
);

CREATE TABLE quarantined (
    change_id  BIGINT PRIMARY KEY,      -- what happened, and would have been told
    source     VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    revision   INTEGER NOT NULL,
    kind       VARCHAR NOT NULL,        -- as in changes
    held_at    TIMESTAMPTZ NOT NULL,
    outcome    VARCHAR NOT NULL         -- held; told: released to those whom it concerns; void: nothing had happened
);
