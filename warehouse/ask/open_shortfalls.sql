-- Which sources were not collected to the end the last time, and why?
SELECT source, url, kind FROM problems WHERE resolved_at IS NULL AND kind IN ('budget_spent', 'time_spent', 'left_alone', 'broke_off');
