-- Puts everything that is due now into one new digest a recipient. $only narrows it to some recipients.
-- What was seen later than $ahead was seen by a clock that was wrong, and waits for nothing.
CREATE OR REPLACE TEMP TABLE taken AS
SELECT recipient, substr(sha256(recipient || chr(10) || $now::VARCHAR), 1, 16) AS digest_id, count(*) AS items
FROM alerts
WHERE state = 'pending' AND (due_at <= $now OR change_id IN (SELECT change_id FROM changes WHERE seen_at > $ahead))
  AND ($only IS NULL OR recipient IN (SELECT unnest(from_json($only, '["VARCHAR"]'))))
GROUP BY recipient;
