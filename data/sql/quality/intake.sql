-- grain: one import
SELECT rows_kept, rejected, event_time_min, event_time_max FROM imports WHERE import_id = $import_id
