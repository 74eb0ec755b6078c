-- Notes a migration that was just applied, or the fingerprint of views and comments that were just made.
INSERT INTO schema_migrations VALUES ($number, $noted, now());
