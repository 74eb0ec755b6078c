-- What analysts said of samples.
SELECT topic, release_id, is_right FROM judgements ORDER BY topic, release_id;
