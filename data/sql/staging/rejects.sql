-- The rows of an import with a problem and the records that could not be split, with their lines in the file.
INSERT INTO rejects
SELECT CAST($import_no AS INTEGER), row_number, column_name, value, reason
FROM (
    SELECT row_number, coalesce(file_column, column_name) AS column_name, value, reason
    FROM problems JOIN problem_lines USING (record) LEFT JOIN file_names ON file_names.name = problems.column_name
    UNION ALL
    SELECT row_number, column_name, value, reason FROM broken_lines
)
ORDER BY ALL
