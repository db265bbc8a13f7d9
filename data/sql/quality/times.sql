-- grain: event row, kind (future_time, midnight, days_only): times that a clock would not show
WITH files AS (
    SELECT import_no, count(*) AS n_rows,
        count(*) FILTER (epoch_us(event_time) % 86400000000 = 0) AS n_midnight, min(rowid) AS first_rid
    FROM events GROUP BY import_no
)
SELECT 'future_time' AS kind, events.rowid AS rid, 'event_time' AS column_name, CAST(event_time AS VARCHAR) AS value, NULL AS cap
FROM events JOIN imports USING (import_no) WHERE event_time > imported_at + INTERVAL 1 DAY
UNION ALL
SELECT 'midnight', events.rowid, 'event_time', CAST(event_time AS VARCHAR), NULL
FROM events JOIN files USING (import_no)
WHERE epoch_us(event_time) % 86400000000 = 0 AND n_midnight < n_rows AND n_midnight >= 3 AND n_midnight > n_rows * 0.005
UNION ALL
SELECT 'days_only', first_rid, 'event_time', 'every row at 00:00:00', NULL
FROM files WHERE n_midnight = n_rows AND n_rows >= 20
