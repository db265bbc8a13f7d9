-- grain: column of the tables that files fill
SELECT table_name, column_name, data_type FROM duckdb_columns()
WHERE table_name IN ('events', 'products', 'customers') AND database_name = current_database() AND schema_name = 'main'
ORDER BY list_position(['events', 'products', 'customers'], table_name), column_index
