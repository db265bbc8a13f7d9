-- grain: import that some event rows came with
SELECT DISTINCT import_no FROM events WHERE rowid IN (SELECT rid FROM /* table */) ORDER BY import_no
