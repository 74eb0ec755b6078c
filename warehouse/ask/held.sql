-- How much is kept, and a number that is another one as soon as a release, an edition or a change differs?
SELECT (SELECT count(*) FROM releases) AS releases,
       (SELECT count(*) FROM revisions) AS editions,
       CAST(((SELECT coalesce(sum(md5_number_lower(concat_ws(' ', release_id, revision, status))), 0) FROM releases)
           + (SELECT coalesce(sum(md5_number_lower(concat_ws(' ', release_id, revision, record_hash))), 0) FROM revisions)
           + (SELECT coalesce(sum(md5_number_lower(concat_ws(' ', change_id, kind, release_id))), 0) FROM changes)
       ) % 9007199254740992 AS BIGINT) AS checksum;  -- 2 ** 53: a number that every program reads as it is
