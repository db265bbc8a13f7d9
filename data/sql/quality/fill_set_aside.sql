-- Dropped rows, whole, with the line that they stand on.
INSERT INTO set_aside BY NAME
SELECT events.* REPLACE (dropped."row" AS file_row) FROM events JOIN dropped ON events.rowid = dropped.rid
ORDER BY dropped.import_no, dropped."row"
