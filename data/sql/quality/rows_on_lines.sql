-- grain: wanted line that an event stands on, with all that is wanted of it
SELECT wanted_lines.*, events.rowid AS rid
FROM wanted_lines JOIN events ON events.import_no = wanted_lines.import_no AND events.file_row = wanted_lines."row"
