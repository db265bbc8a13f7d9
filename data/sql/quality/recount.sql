-- What one import keeps by now.
UPDATE imports SET rows_kept = $rows_kept, rejected = $rejected,
    event_time_min = CAST($event_time_min AS TIMESTAMP), event_time_max = CAST($event_time_max AS TIMESTAMP)
WHERE import_no = $import_no
