-- How many rows each import of events keeps and rejects by now, and when they were; what was read stays.
UPDATE imports SET
    rows_kept = coalesce(kept.rows_kept, 0), rejected = coalesce(refused.rejected, '{}'),
    event_time_min = kept.event_time_min, event_time_max = kept.event_time_max
FROM (SELECT import_no FROM imports WHERE kind = 'events') AS of_events
LEFT JOIN (
    SELECT import_no, count(*) AS rows_kept, min(event_time) AS event_time_min, max(event_time) AS event_time_max
    FROM events GROUP BY import_no
) AS kept USING (import_no)
LEFT JOIN (
    SELECT import_no, CAST(json_group_object(reason, n) AS VARCHAR) AS rejected
    FROM (SELECT import_no, reason, count(*) AS n FROM rejects GROUP BY ALL ORDER BY import_no, reason) GROUP BY import_no
) AS refused USING (import_no)
WHERE imports.import_no = of_events.import_no
