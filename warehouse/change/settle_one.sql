-- One thing is right again.
UPDATE problems SET resolved_at = $at WHERE source = $source AND url = $url AND kind = $kind AND resolved_at IS NULL;
