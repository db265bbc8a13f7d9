-- Doubts about rows that are gone.
DELETE FROM doubts USING old_lines
WHERE doubts.import_no = old_lines.import_no AND doubts.row_number = old_lines.row_number
