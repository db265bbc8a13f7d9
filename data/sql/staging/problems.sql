-- One row per record of an import that has a problem; `record` counts from 0 in the order of the file.
SELECT
    /* place */ AS record,
    str_split(problem, chr(31))[2] AS column_name,
    nullif(array_to_string(str_split(problem, chr(31))[3:], ' '), '') AS value,
    reason_of(problem) AS reason
FROM /* table */
WHERE import_no = $import_no AND problem IS NOT NULL
ORDER BY rowid
