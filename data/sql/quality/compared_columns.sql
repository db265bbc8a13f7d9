-- grain: column of events that came from a file
SELECT column_name FROM duckdb_columns()
WHERE table_name = 'events' AND schema_name = 'main' AND column_name NOT IN ('import_no', 'problem', 'file_row')
ORDER BY column_index
