-- grain: event row of one import with another currency code than most
WITH usual AS (
    SELECT /* column */ AS code FROM events WHERE import_no = $import_no AND /* column */ IS NOT NULL
    GROUP BY code ORDER BY count(*) DESC, code LIMIT 1
)
SELECT 'mixed_currency' AS kind, rowid AS rid, $name AS column_name, CAST(/* column */ AS VARCHAR) AS value
FROM events, usual WHERE import_no = $import_no AND problem IS NULL AND /* column */ <> usual.code
