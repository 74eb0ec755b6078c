-- What is known of the releases of the temporary table `members`: when each was published, and first seen.
SELECT r.release_id, r.language, coalesce(min(f."at"), r.first_seen_at) AS at, r.first_seen_at, s.joined_at, max(v.seen_at) AS seen_at
FROM members
JOIN releases AS r USING (release_id)
JOIN revisions AS v ON v.release_id = r.release_id
LEFT JOIN fingerprints AS f ON f.release_id = v.release_id AND f.revision = v.revision
LEFT JOIN stories AS s ON s.release_id = r.release_id
GROUP BY r.release_id, r.language, r.first_seen_at, s.joined_at;
