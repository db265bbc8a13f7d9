-- grain: event row that a table names, with the line of its file
SELECT import_no, rowid AS rid, file_row AS "row" FROM events WHERE rowid IN (SELECT rid FROM /* table */) ORDER BY rid
