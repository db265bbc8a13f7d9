-- grain: row, column (capped values as they came in)
SELECT DISTINCT import_no, row_number AS "row", column_name, value FROM doubts WHERE treatment = 'cap'
