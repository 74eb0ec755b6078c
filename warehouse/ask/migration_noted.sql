-- What is noted under the number of a migration?
SELECT name FROM schema_migrations WHERE number = $number;
