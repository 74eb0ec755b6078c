-- Which of some fetches are in the database already.
SELECT fetch_id FROM fetches WHERE fetch_id IN (SELECT unnest(from_json($ids, '["VARCHAR"]')));
