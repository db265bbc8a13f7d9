-- grain: event row of one import that a table names, with its place among the import's rows or its number
SELECT rid, place, NULL AS file_row
FROM (SELECT rowid AS rid, row_number() OVER () - 1 AS place FROM events WHERE import_no = $import_no AND file_row IS NULL)
WHERE rid IN (SELECT rid FROM /* table */)
UNION ALL
SELECT rowid, 0, file_row FROM events
WHERE import_no = $import_no AND file_row IS NOT NULL AND rowid IN (SELECT rid FROM /* table */)
