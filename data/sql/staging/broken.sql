-- One row per record of the file that could not be split into cells: byte position (from 0), what, its text, the column.
SELECT
    line_byte_position - 1 AS position,
    arg_min(CAST(error_type AS VARCHAR), byte_position) AS error,
    coalesce(arg_min(csv_line, byte_position), '') AS line,
    arg_min(column_name, byte_position) AS column_name
FROM reject_errors
GROUP BY line_byte_position
ORDER BY position
