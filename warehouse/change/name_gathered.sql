-- The releases that are to be gathered into stories, in a temporary table.
CREATE OR REPLACE TEMP TABLE gathered AS SELECT DISTINCT unnest(from_json($ids, '["VARCHAR"]')) AS release_id;
