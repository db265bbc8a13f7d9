-- One row per table or view of the database: its schema and name. Runs in MySQL and MariaDB.
SELECT CAST(table_schema AS CHAR), CAST(table_name AS CHAR)
FROM information_schema.tables
WHERE table_schema = DATABASE()
ORDER BY table_name
