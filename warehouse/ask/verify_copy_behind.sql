-- Has more happened in the warehouse than in the analysts' copy, attached as `copy`?
SELECT coalesce(max(change_id), 0) > (SELECT coalesce(max(change_id), 0) FROM copy.changes) AS behind FROM changes;
