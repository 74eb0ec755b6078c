-- What every other table and column holds; `SELECT * FROM duckdb_columns()` shows all of it.

COMMENT ON TABLE releases IS 'One release, whatever its editions';
COMMENT ON COLUMN releases.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN releases.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN releases.url IS 'Canonical URL, the newest';
COMMENT ON COLUMN releases.external_id IS 'The publisher''s own id, which translations share; null: it gives none';
COMMENT ON COLUMN releases.document_type IS 'Type as the publisher calls it';
COMMENT ON COLUMN releases.language IS 'Language, BCP 47';
COMMENT ON COLUMN releases.first_seen_at IS 'When it was first read';
COMMENT ON COLUMN releases.last_seen_at IS 'When it was last read or confirmed; a release that is never visited again keeps it';
COMMENT ON COLUMN releases.status IS 'live, withdrawn (the publisher says so) or gone (two answers in a row were 404 or 410)';
COMMENT ON COLUMN releases.withdrawn_at IS 'When the publisher withdrew it; null: it did not, or does not say when';
COMMENT ON COLUMN releases.withdrawal IS 'The publisher''s reason for that; null: not withdrawn';
COMMENT ON COLUMN releases.revision IS 'Number of the latest edition: joins with revisions';

COMMENT ON TABLE revisions IS 'One edition of a release; append-only';
COMMENT ON COLUMN revisions.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN revisions.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN revisions.kind IS 'new, update (dated), or silent (changed without a new date or note)';
COMMENT ON COLUMN revisions.title IS 'Title';
COMMENT ON COLUMN revisions.summary IS 'Standfirst; empty: there is none';
COMMENT ON COLUMN revisions.body IS 'Every block in order, parted by blank lines; notes included';
COMMENT ON COLUMN revisions.notes IS 'Notes to editors, which are the end of the body too; empty: there are none';
COMMENT ON COLUMN revisions.published_at IS 'When the publisher says that it was published; null: it does not say, then take releases.first_seen_at';
COMMENT ON COLUMN revisions.updated_at IS 'When the publisher says that it was last changed; null: it does not say';
COMMENT ON COLUMN revisions.change_note IS 'What the publisher says about the change; null: nothing';
COMMENT ON COLUMN revisions.content_hash IS 'Hash of title, standfirst and body';
COMMENT ON COLUMN revisions.record_hash IS 'Hash of the whole record: tells a replay what today''s parsers read otherwise';
COMMENT ON COLUMN revisions.seen_at IS 'When this edition was first read; the edit was made between the visit before and this';
COMMENT ON COLUMN revisions.fetch_id IS 'Request that brought it';
COMMENT ON COLUMN revisions.layout IS 'Which layout of the source''s file read the page';
COMMENT ON COLUMN revisions.words IS 'Words in the body, notes included';

COMMENT ON TABLE quotes IS 'What somebody is quoted as saying';
COMMENT ON COLUMN quotes.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN quotes.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN quotes.position IS 'Place among the edition''s, from 0';
COMMENT ON COLUMN quotes.speaker IS 'Who said it; null: not told';
COMMENT ON COLUMN quotes.role IS 'In which role, as written; null: not told';
COMMENT ON COLUMN quotes.text IS 'The words, without quotation marks';

COMMENT ON TABLE amounts IS 'One sum of money';
COMMENT ON COLUMN amounts.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN amounts.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN amounts.position IS 'Place among the edition''s, from 0';
COMMENT ON COLUMN amounts.text IS 'As written, e.g. £2.1 billion';
COMMENT ON COLUMN amounts.value IS 'As a number of whole units, e.g. 2100000000; never converted';
COMMENT ON COLUMN amounts.currency IS 'ISO 4217: GBP, EUR, NOK …';
COMMENT ON COLUMN amounts.field IS 'Field in which it stands: title, summary, body (without its notes) or notes';

COMMENT ON TABLE organisations IS 'One organisation as the publisher tags it';
COMMENT ON COLUMN organisations.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN organisations.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN organisations.position IS 'Place among the edition''s, from 0';
COMMENT ON COLUMN organisations.name IS 'Name of the organisation';
COMMENT ON COLUMN organisations.url IS 'The organisation''s page, where the publisher links one';

COMMENT ON TABLE people IS 'One person as the publisher tags it';
COMMENT ON COLUMN people.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN people.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN people.position IS 'Place among the edition''s, from 0';
COMMENT ON COLUMN people.name IS 'Name of the person';
COMMENT ON COLUMN people.url IS 'The person''s page, where the publisher links one';

COMMENT ON TABLE places IS 'One place as the publisher tags it';
COMMENT ON COLUMN places.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN places.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN places.position IS 'Place among the edition''s, from 0';
COMMENT ON COLUMN places.name IS 'Name of the place';
COMMENT ON COLUMN places.url IS 'The place''s page, where the publisher links one';

COMMENT ON TABLE attachments IS 'One attached file';
COMMENT ON COLUMN attachments.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN attachments.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN attachments.position IS 'Place among the edition''s, from 0';
COMMENT ON COLUMN attachments.title IS 'Title of the file, or its words';
COMMENT ON COLUMN attachments.url IS 'Where the file leads';
COMMENT ON COLUMN attachments.content_type IS 'Media type; null: not told';

COMMENT ON TABLE links IS 'One link in the body';
COMMENT ON COLUMN links.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN links.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN links.position IS 'Place among the edition''s, from 0';
COMMENT ON COLUMN links.title IS 'Title of the link, or its words';
COMMENT ON COLUMN links.url IS 'Where the link leads';
COMMENT ON COLUMN links.content_type IS 'Media type; null: not told';

COMMENT ON TABLE translations IS 'One link to the same release in another language';
COMMENT ON COLUMN translations.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN translations.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN translations.position IS 'Place among the edition''s, from 0';
COMMENT ON COLUMN translations.language IS 'Language of the other, BCP 47';
COMMENT ON COLUMN translations.url IS 'Its URL';

COMMENT ON TABLE topics IS 'One version of a watched topic';
COMMENT ON COLUMN topics.topic IS 'Short name, e.g. jef';
COMMENT ON COLUMN topics.version IS '1, 2 …: a changed query is a new version';
COMMENT ON COLUMN topics.name IS 'Name for people';
COMMENT ON COLUMN topics.query IS 'What is looked for, in the topic language';
COMMENT ON COLUMN topics.aliases IS 'Queries for releases in one language, e.g. ''sv: drönare''';
COMMENT ON COLUMN topics.created_at IS 'Since when it is watched';
COMMENT ON COLUMN topics.retired_at IS 'When another version took its place, or it was dropped; null: watched now';

COMMENT ON TABLE judgements IS 'What an analyst said of one release in a sample: the measure of later queries';
COMMENT ON COLUMN judgements.topic IS 'Topic';
COMMENT ON COLUMN judgements.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN judgements.revision IS 'Edition that was read';
COMMENT ON COLUMN judgements.is_right IS 'The release speaks of the topic';
COMMENT ON COLUMN judgements.judged_at IS 'When it was said';

COMMENT ON TABLE mentions IS 'One match of a topic in an edition';
COMMENT ON COLUMN mentions.topic IS 'Topic';
COMMENT ON COLUMN mentions.version IS 'Version of the topic that matched; of retired ones too, so join with topics or ask topic_mentions';
COMMENT ON COLUMN mentions.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN mentions.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN mentions.field IS 'title, summary, body, notes, quote, speaker, organisation or place';
COMMENT ON COLUMN mentions.start IS 'First character of the match in the field''s stored text, from 0';
COMMENT ON COLUMN mentions.stop IS 'First character after it: substr(text, start + 1, stop - start) are the words';
COMMENT ON COLUMN mentions.text IS 'The words that matched';
COMMENT ON COLUMN mentions.position IS 'Which quote, speaker, organisation or place, from 0; null: the release has one such field';
COMMENT ON COLUMN mentions.added IS 'The matched text is new in this edition; true throughout a first edition';

COMMENT ON TABLE passages IS 'One passage that an edition added to the one before, or took away';
COMMENT ON COLUMN passages.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN passages.revision IS 'Number of the later of the two editions';
COMMENT ON COLUMN passages.field IS 'title, summary or body';
COMMENT ON COLUMN passages.kind IS 'added or removed';
COMMENT ON COLUMN passages.start IS 'First character, from 0: in this edition''s text where added, in the one before where removed';
COMMENT ON COLUMN passages.text IS 'The words; what only moved, a paragraph or eight words in a row, is neither added nor removed';

COMMENT ON TABLE changes IS 'One thing that happened to a release, numbered as it was seen';
COMMENT ON COLUMN changes.change_id IS 'Number, in the order in which changes were seen';
COMMENT ON COLUMN changes.seen_at IS 'When it was seen';
COMMENT ON COLUMN changes.kind IS 'new, update, silent, withdrawn, revived, gone or moved';
COMMENT ON COLUMN changes.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN changes.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN changes.revision IS 'Latest edition at that time';
COMMENT ON COLUMN changes.detail IS 'Change note, reason of a withdrawal, HTTP status, or address before a move; empty: none';
COMMENT ON COLUMN changes.run_id IS 'Run that saw it';

COMMENT ON TABLE alerts IS 'One thing to tell one recipient, once';
COMMENT ON COLUMN alerts.alert_id IS 'Name, from recipient, release, revision and kind';
COMMENT ON COLUMN alerts.recipient IS 'Recipient of the watch list';
COMMENT ON COLUMN alerts.kind IS 'new, update, silent, withdrawn, revived, gone or moved; broken or mended of a source';
COMMENT ON COLUMN alerts.release_id IS 'Name of the release; of the kinds broken and mended, name of the episode';
COMMENT ON COLUMN alerts.revision IS 'Number of the edition: 1, 2 …';
COMMENT ON COLUMN alerts.topics IS 'Why; empty: the recipient asked for everything';
COMMENT ON COLUMN alerts.change_id IS 'Change that it tells';
COMMENT ON COLUMN alerts.due_at IS 'When it is to be told';
COMMENT ON COLUMN alerts.state IS 'pending, sending, sent, failed or dead';
COMMENT ON COLUMN alerts.digest_id IS 'Message that holds it; null: none yet';

COMMENT ON TABLE mutes IS 'One release of which one recipient does not want to hear again';
COMMENT ON COLUMN mutes.recipient IS 'Recipient of the watch list';
COMMENT ON COLUMN mutes.release_id IS 'Name of the release, stable: from source, language and the publisher''s id or the first URL';
COMMENT ON COLUMN mutes.muted_at IS 'When that was said';

COMMENT ON TABLE digests IS 'One message to one recipient';
COMMENT ON COLUMN digests.digest_id IS 'Name of the message';
COMMENT ON COLUMN digests.recipient IS 'Recipient of the watch list';
COMMENT ON COLUMN digests.made_at IS 'When it was put together';
COMMENT ON COLUMN digests.subject IS 'Its subject';
COMMENT ON COLUMN digests.items IS 'How many alerts it holds';

COMMENT ON TABLE deliveries IS 'One attempt to hand a message to one channel';
COMMENT ON COLUMN deliveries.digest_id IS 'Name of the message';
COMMENT ON COLUMN deliveries.channel IS 'Kind of channel and a few digits of its address''s hash: smtp-3fa1c2; never an address';
COMMENT ON COLUMN deliveries.attempt IS '1, 2 …';
COMMENT ON COLUMN deliveries."at" IS 'When it was made';
COMMENT ON COLUMN deliveries.outcome IS 'sent, failed (to be tried again), refused (for good), ambiguous (it may have arrived) or begun (cut off in the middle)';
COMMENT ON COLUMN deliveries.detail IS 'What the channel said; never an address or a secret';
COMMENT ON COLUMN deliveries.retry_after IS 'Seconds for which the other side asked to be left alone';

COMMENT ON TABLE fingerprints IS 'One edition, as it is looked for among others: what finds texts that say the same';
COMMENT ON COLUMN fingerprints.release_id IS 'Release';
COMMENT ON COLUMN fingerprints.revision IS 'Edition';
COMMENT ON COLUMN fingerprints.source IS 'Source, e.g. uk/govuk';
COMMENT ON COLUMN fingerprints."at" IS 'When the release was published, or first read where that is not told';
COMMENT ON COLUMN fingerprints.record_hash IS 'Hash of the reading that it was taken of';
COMMENT ON COLUMN fingerprints.words IS 'Words of title and body, without the notes to editors';
COMMENT ON COLUMN fingerprints.bands IS 'Texts that have one in common may be alike';

COMMENT ON TABLE likenesses IS 'Two releases that say the same, and how that is known';
COMMENT ON COLUMN likenesses.release_id IS 'One of the two, by name';
COMMENT ON COLUMN likenesses.other_id IS 'The other one';
COMMENT ON COLUMN likenesses.kind IS 'copy or similar: by their texts; translation: by a link of a page, or the publisher''s id; address: one page in two sources';
COMMENT ON COLUMN likenesses.likeness IS 'Share of the shorter text that stands in the longer one; null: declared, and not measured';

COMMENT ON TABLE stories IS 'One release as part of a story: the same news, whoever says it and in whatever language';
COMMENT ON COLUMN stories.release_id IS 'Release';
COMMENT ON COLUMN stories.story_id IS 'Name of the story: its release that was published first; it changes where an earlier one turns up';
COMMENT ON COLUMN stories.relation IS 'first; copy, similar or translation of what the story says';
COMMENT ON COLUMN stories.likeness IS 'Share of the shorter text that stands in the longer one, at best; null: none was found alike';
COMMENT ON COLUMN stories.joined_at IS 'When we saw the edition that put it there';
