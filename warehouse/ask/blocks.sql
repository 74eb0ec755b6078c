-- How large is a block of the database file, and how many does it use, and how many does nothing use any more?
SELECT block_size, used_blocks, free_blocks FROM pragma_database_size() WHERE database_name = current_database();
