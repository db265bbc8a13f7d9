-- grain: event row of one import before the first or after the last usual day
SELECT 'clock_jump' AS kind, rowid AS rid, 'event_time' AS column_name, CAST(event_time AS VARCHAR) AS value
FROM events
WHERE import_no = $import_no AND problem IS NULL
    AND (event_time < CAST($first AS TIMESTAMP) OR event_time >= CAST($after AS TIMESTAMP))
