-- The numbers of events beyond the canonical ones, in a fixed order: instruments chosen at an import (DOUBLE, under a name of
-- their own), and attributes kept as text that read as numbers.
SELECT column_name AS name
FROM duckdb_columns() AS columns
WHERE table_name = 'events' AND database_name = current_database() AND (
    data_type = 'DOUBLE' AND lower(column_name) IN (SELECT lower(name) FROM instruments)
    OR data_type IN ('VARCHAR', 'DOUBLE') AND lower(column_name) IN (SELECT lower(name) FROM attributes WHERE kind = 'events' AND is_number)
)
ORDER BY data_type = 'VARCHAR', name
