-- Releases whose latest edition holds one of some words, newest first; the pattern is theirs. Texts are compared as the topic
-- language reads them: lower case, composed accents, straight apostrophes, no invisible characters.
SELECT release_id
FROM releases AS r
JOIN revisions AS v USING (release_id, revision)
WHERE ($since IS NULL OR coalesce(v.published_at, r.first_seen_at) >= $since)
  AND ($pattern IS NULL OR regexp_matches(
        translate(lower(nfc_normalize(v.title || chr(10) || v.summary || chr(10) || v.body)), $alike, $straight), $pattern))
ORDER BY coalesce(v.published_at, r.first_seen_at) DESC, release_id;
