-- grain: import of events with its counts
WITH kept AS (
    SELECT import_no, count(*) AS rows_kept, min(event_time) AS event_time_min, max(event_time) AS event_time_max
    FROM events GROUP BY import_no
),
refused AS (
    SELECT import_no, CAST(json_group_object(reason, n) AS VARCHAR) AS rejected
    FROM (SELECT import_no, reason, count(*) AS n FROM rejects GROUP BY ALL ORDER BY import_no, reason) GROUP BY import_no
)
SELECT imports.import_no, coalesce(kept.rows_kept, 0) AS rows_kept, coalesce(refused.rejected, '{}') AS rejected,
    CAST(kept.event_time_min AS VARCHAR) AS event_time_min, CAST(kept.event_time_max AS VARCHAR) AS event_time_max
FROM imports LEFT JOIN kept USING (import_no) LEFT JOIN refused USING (import_no)
WHERE imports.kind = 'events'
ORDER BY imports.import_no
