-- Which release is meant: by its id, or by its address or the end of it.
SELECT release_id FROM releases
WHERE release_id = $wanted OR url = $wanted OR ends_with(url, $wanted)
ORDER BY release_id = $wanted DESC, url = $wanted DESC, url
LIMIT 5;
