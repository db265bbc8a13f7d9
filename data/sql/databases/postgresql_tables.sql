-- One row per table or view that the user may read: its schema and name. Runs in PostgreSQL.
SELECT table_schema, table_name
FROM information_schema.tables
WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
ORDER BY table_schema <> 'public', table_schema, table_name
