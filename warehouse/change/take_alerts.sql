-- Puts everything that is due now into one new digest a recipient. $only narrows it to some recipients.
CREATE OR REPLACE TEMP TABLE taken AS
SELECT recipient, substr(sha256(recipient || chr(10) || $now::VARCHAR), 1, 16) AS digest_id, count(*) AS items
FROM alerts
WHERE state = 'pending' AND due_at <= $now
  AND ($only IS NULL OR recipient IN (SELECT unnest(from_json($only, '["VARCHAR"]'))))
GROUP BY recipient;
