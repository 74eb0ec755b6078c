-- Makes the table of migrations, which the first one needs before there is any.
CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER, name VARCHAR, applied_at TIMESTAMPTZ);
