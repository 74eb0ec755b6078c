-- The newest version of every topic that was ever watched.
SELECT topic, version, name, query, aliases, created_at, retired_at
FROM topics
QUALIFY row_number() OVER (PARTITION BY topic ORDER BY version DESC) = 1;
