-- One import after rows of it were forgotten: what was read, kept and rejected, and when its events were.
UPDATE imports SET
    rows_read = rows_read - $n, rows_kept = rows_kept - $n_kept, rejected = $rejected,
    event_time_min = CASE WHEN kind = 'events' THEN (SELECT min(event_time) FROM events WHERE events.import_no = $no)
        ELSE event_time_min END,
    event_time_max = CASE WHEN kind = 'events' THEN (SELECT max(event_time) FROM events WHERE events.import_no = $no)
        ELSE event_time_max END
WHERE import_no = $no
