-- Rejects of rows that were set aside, which are about to come back.
DELETE FROM rejects USING set_aside
WHERE rejects.import_no = set_aside.import_no AND rejects.row_number = set_aside.file_row
