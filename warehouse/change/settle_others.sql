-- Ends the problems with what is not there any more.
UPDATE problems SET resolved_at = $at
WHERE source = $source AND resolved_at IS NULL AND url NOT IN (SELECT unnest(from_json($known, '["VARCHAR"]')));
