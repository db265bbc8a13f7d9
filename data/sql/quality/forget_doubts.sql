-- Doubts about the customer's rows.
DELETE FROM doubts USING forgotten_lines
WHERE doubts.import_no = forgotten_lines.import_no AND doubts.row_number = forgotten_lines.row_number
