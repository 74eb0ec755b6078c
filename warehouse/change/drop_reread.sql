-- Takes away what hangs on the editions named in the temporary table `reread`: they are about to be loaded again.
DELETE FROM quotes        USING reread AS x WHERE quotes.release_id = x.release_id AND quotes.revision = x.revision;
DELETE FROM amounts       USING reread AS x WHERE amounts.release_id = x.release_id AND amounts.revision = x.revision;
DELETE FROM organisations USING reread AS x WHERE organisations.release_id = x.release_id AND organisations.revision = x.revision;
DELETE FROM people        USING reread AS x WHERE people.release_id = x.release_id AND people.revision = x.revision;
DELETE FROM places        USING reread AS x WHERE places.release_id = x.release_id AND places.revision = x.revision;
DELETE FROM attachments   USING reread AS x WHERE attachments.release_id = x.release_id AND attachments.revision = x.revision;
DELETE FROM links         USING reread AS x WHERE links.release_id = x.release_id AND links.revision = x.revision;
DELETE FROM translations  USING reread AS x WHERE translations.release_id = x.release_id AND translations.revision = x.revision;
DELETE FROM mentions      USING reread AS x WHERE mentions.release_id = x.release_id AND mentions.revision = x.revision;
DELETE FROM passages      USING reread AS x WHERE passages.release_id = x.release_id AND passages.revision = x.revision;
UPDATE releases
SET external_id = x.external_id, document_type = x.document_type, withdrawn_at = x.withdrawn_at, withdrawal = nullif(x.withdrawal, ''),
    status = CASE WHEN status = 'gone' THEN 'gone' WHEN x.withdrawn_at IS NOT NULL OR x.withdrawal <> '' THEN 'withdrawn' ELSE 'live' END
FROM reread AS x
WHERE releases.release_id = x.release_id AND releases.revision = x.revision;
