-- The lines of rows from before a moment: those that are kept, that a treatment has dropped, and of which a newer version counts.
CREATE OR REPLACE TEMP TABLE old_lines AS
SELECT import_no, file_row AS row_number FROM events WHERE event_time < $before
UNION ALL SELECT import_no, file_row FROM set_aside WHERE event_time < $before
UNION ALL SELECT import_no, file_row FROM replaced_events WHERE event_time < $before AND file_row IS NOT NULL
