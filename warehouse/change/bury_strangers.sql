-- Gives up what was due some time ago to recipients that are not in the watch list.
UPDATE alerts SET state = 'dead'
WHERE state IN ('pending', 'sending', 'failed') AND due_at < $before
  AND recipient NOT IN (SELECT unnest(from_json($known, '["VARCHAR"]')));
