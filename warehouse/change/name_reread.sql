-- The editions that are about to be replaced, and the state of their releases as today's parsers read it.
CREATE OR REPLACE TEMP TABLE reread (
    release_id VARCHAR, revision INTEGER, external_id VARCHAR, document_type VARCHAR, withdrawn_at TIMESTAMPTZ, withdrawal VARCHAR
);
