-- Which of some fetches, the first of them made at $since, are in the database already.
SELECT fetch_id FROM fetches WHERE requested_at >= $since AND fetch_id IN (SELECT unnest(from_json($ids, '["VARCHAR"]')));
