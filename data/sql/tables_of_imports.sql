-- One row per table whose rows know their import, without those that keep replaced lines.
SELECT DISTINCT table_name FROM duckdb_columns()
WHERE column_name = 'import_no' AND database_name = current_database() AND NOT starts_with(table_name, 'replaced_')
ORDER BY table_name
