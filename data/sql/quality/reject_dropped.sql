-- One reject per dropped row, with the name that its column has in the file where the mapping knows it.
INSERT INTO rejects (import_no, row_number, column_name, value, reason)
SELECT dropped.import_no, "row",
    coalesce(json_extract_string(mapping, '$.columns.' || column_name), column_name), value, reason
FROM dropped JOIN imports USING (import_no)
ORDER BY ALL
