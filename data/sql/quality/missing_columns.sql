-- grain: column of events that set_aside does not have
SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'events' AND schema_name = 'main' AND column_name NOT IN
    (SELECT column_name FROM duckdb_columns() WHERE table_name = 'set_aside')
ORDER BY column_index
