-- One reject per line of an earlier version, on its line of its file.
INSERT INTO rejects (import_no, row_number, column_name, value, reason)
SELECT import_no, file_row, coalesce(json_extract_string(mapping, '$.columns.order_id'), 'order_id'), order_id, 'replaced'
FROM replaced_rows JOIN imports USING (import_no)
ORDER BY ALL
