-- Whether anything was found before of the releases in the temporary table `gathered`, and whether any page links translations.
SELECT EXISTS (FROM fingerprints WHERE release_id IN (FROM gathered)) OR EXISTS (FROM stories WHERE release_id IN (FROM gathered)) AS known,
       EXISTS (FROM translations) AS linked;
