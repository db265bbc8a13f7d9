-- grain: line of one import's file that holds no row counted by its place
SELECT row_number FROM rejects WHERE import_no = $import_no AND row_number IS NOT NULL
UNION SELECT row_number FROM forgotten_lines WHERE import_no = $import_no
UNION SELECT file_row FROM events WHERE import_no = $import_no AND file_row IS NOT NULL
