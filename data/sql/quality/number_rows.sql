-- The line of its file that each event of an import stands on.
UPDATE events SET file_row = line_of_row(rowid) WHERE import_no = $import_no
