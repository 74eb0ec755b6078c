-- Which migration was the last? 0: none; under that number stands the fingerprint of views and comments.
SELECT coalesce(max(number), 0) AS number FROM schema_migrations;
