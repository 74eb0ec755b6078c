-- The stories of what is due in the temporary table `mine`, and what the recipient was told of each in an earlier digest.
WITH due AS (
    SELECT DISTINCT m.digest_id, m.recipient, m.release_id, t.story_id FROM mine AS m JOIN stories AS t USING (release_id)
), heard AS (
    SELECT due.digest_id, due.release_id, d.made_at AS told_at, a.topics, coalesce(s.name, r.source) AS publisher, v.title, r.url
    FROM due
    JOIN stories AS t ON t.story_id = due.story_id AND t.release_id <> due.release_id
    JOIN alerts AS a ON a.release_id = t.release_id AND a.recipient = due.recipient AND a.digest_id <> due.digest_id
                    AND a.kind IN ('new', 'update', 'silent') AND a.state IN ('sending', 'sent', 'failed')
    JOIN digests AS d ON d.digest_id = a.digest_id
    JOIN digests AS own ON own.digest_id = due.digest_id AND d.made_at < own.made_at
    JOIN releases AS r ON r.release_id = t.release_id
    JOIN revisions AS v ON v.release_id = r.release_id AND v.revision = r.revision
    LEFT JOIN sources AS s ON s.source = r.source
), first AS (
    SELECT digest_id, release_id, list_sort(list_distinct(flatten(list(topics)))) AS topics,
           arg_min({publisher: publisher, title: title, url: url, told_at: told_at}, (told_at, url)) AS told
    FROM heard
    GROUP BY ALL
)
SELECT due.digest_id, due.release_id, due.story_id, first.topics, first.told
FROM due LEFT JOIN first USING (digest_id, release_id);
