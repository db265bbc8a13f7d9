-- grain: import_id, row (line of the file, the header being 1)
SELECT import_no, import_id, file, row_number AS row, column_name AS "column", value, reason
FROM rejects JOIN imports USING (import_no)
WHERE $import_id IS NULL OR import_id = $import_id
ORDER BY import_no, row, reason
