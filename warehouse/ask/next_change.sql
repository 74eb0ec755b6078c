-- Which number does the next change get?
SELECT coalesce(max(change_id), 0) + 1 AS number FROM changes;
