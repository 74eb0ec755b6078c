-- Gives up what a digest on its way was to tell of a release; the digest goes without it.
UPDATE alerts SET state = 'dead' WHERE recipient = $recipient AND release_id = $release AND state IN ('sending', 'failed');
