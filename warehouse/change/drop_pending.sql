-- Takes away what a recipient was still to be told of a release; what is in a digest on its way stays in the ledger as dead.
DELETE FROM alerts WHERE recipient = $recipient AND release_id = $release AND state = 'pending';
UPDATE alerts SET state = 'dead' WHERE recipient = $recipient AND release_id = $release AND state IN ('sending', 'failed');
