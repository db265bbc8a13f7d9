-- grain: event row that is rejected as no product alone: it could come in if the shop wished
SELECT 'non_product' AS kind, rowid AS rid, str_split(problem, chr(31))[2] AS column_name,
    array_to_string(str_split(problem, chr(31))[3:], ' ') AS value
FROM events
WHERE import_no = $import_no AND reason_of(problem) = 'non_product'
