-- When each listing was asked and when it is asked next; and how often a page's validators were believed in a row.

CREATE TABLE polls (
    source       VARCHAR NOT NULL,
    url          VARCHAR NOT NULL,      -- of the listing's first page, as in pages
    first_at     TIMESTAMPTZ NOT NULL,  -- how long its habits are known
    polled_at    TIMESTAMPTZ NOT NULL,
    next_poll_at TIMESTAMPTZ NOT NULL,
    pause        DOUBLE NOT NULL,       -- seconds for which the listing itself says that nothing new is to be expected
    news         TIMESTAMPTZ[] NOT NULL, -- hours in which something new appeared
    unchanged    INTEGER NOT NULL,      -- answers 304 in a row, which are not believed for ever
    whole_at     TIMESTAMPTZ,           -- when it last came whole; null: never
    failures     INTEGER NOT NULL,      -- polls in a row that came to nothing
    PRIMARY KEY (source, url)
);

ALTER TABLE pages ADD COLUMN unchanged INTEGER DEFAULT 0; -- answers 304 in a row
