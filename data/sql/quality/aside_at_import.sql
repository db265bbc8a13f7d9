-- Rows that a treatment drops as they come in, whole and without the problem that makes them rejects.
INSERT INTO set_aside BY NAME
SELECT events.* REPLACE (NULL AS problem, dropped."row" AS file_row)
FROM events JOIN (SELECT DISTINCT rid, "row" FROM noted WHERE treatment = 'drop') AS dropped ON events.rowid = dropped.rid
ORDER BY dropped."row"
