-- Notes which sources are watched no more: all but those of $active.
UPDATE sources SET active = false WHERE active AND NOT list_contains(from_json($active, '["VARCHAR"]'), source);
