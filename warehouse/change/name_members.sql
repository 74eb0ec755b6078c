-- The members of every story that the releases of the temporary table `gathered` touch, in a temporary table.
CREATE OR REPLACE TEMP TABLE members AS
WITH touched AS (
    FROM gathered
    UNION SELECT other_id FROM likenesses WHERE release_id IN (FROM gathered)
    UNION SELECT release_id FROM likenesses WHERE other_id IN (FROM gathered)
)
FROM touched
UNION
SELECT release_id FROM stories WHERE story_id IN (SELECT story_id FROM stories WHERE release_id IN (FROM touched));
