-- Takes away mentions of topic versions that were never kept: a run that was broken off between the two left them.
DELETE FROM mentions WHERE NOT EXISTS (FROM topics WHERE topics.topic = mentions.topic AND topics.version = mentions.version);
