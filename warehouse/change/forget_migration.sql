-- Takes away what is noted under a number.
DELETE FROM schema_migrations WHERE number = $number;
