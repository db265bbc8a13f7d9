-- grain: event row of one import on one of the wanted lines of its file
SELECT rid, wanted_lines."row"
FROM (SELECT rowid AS rid, row_number() OVER () - 1 AS place FROM events WHERE import_no = $import_no AND file_row IS NULL)
JOIN wanted_lines USING (place)
WHERE wanted_lines."row" NOT IN (SELECT row_number FROM rejects WHERE import_no = $import_no AND row_number IS NOT NULL)
  AND wanted_lines."row" NOT IN (SELECT row_number FROM forgotten_lines WHERE import_no = $import_no)
  AND wanted_lines."row" NOT IN (SELECT file_row FROM events WHERE import_no = $import_no AND file_row IS NOT NULL)
UNION ALL
SELECT events.rowid, wanted_lines."row"
FROM events JOIN wanted_lines ON events.file_row = wanted_lines."row" WHERE events.import_no = $import_no
