-- Keeps the digests that were just made, and which alerts they hold.
INSERT INTO digests SELECT digest_id, recipient, $now, '', items FROM taken;
