-- The pairs between releases of the temporary table `members`.
SELECT release_id, other_id, kind, likeness FROM likenesses WHERE release_id IN (FROM members) ORDER BY ALL;
