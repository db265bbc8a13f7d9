-- Rejects of lines that are gone, and of old imports: what they hold has no time of its own.
DELETE FROM rejects
WHERE import_no IN (FROM old_imports)
    OR (import_no, row_number) IN (SELECT import_no, row_number FROM old_lines)
RETURNING import_no
