-- Rejects on the customer's lines: rows that a treatment has dropped, or of which a newer version counts.
DELETE FROM rejects USING forgotten_lines
WHERE rejects.import_no = forgotten_lines.import_no AND rejects.row_number = forgotten_lines.row_number
RETURNING rejects.import_no
