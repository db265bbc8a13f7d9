-- One row per table or view: its schema and name. Runs in SQLite.
SELECT 'main', name
FROM sqlite_master
WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
ORDER BY name
