-- Takes away what a recipient was still to be told of a release.
DELETE FROM alerts WHERE recipient = $recipient AND release_id = $release AND state = 'pending';
