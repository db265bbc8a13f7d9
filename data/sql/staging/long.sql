-- One row per filled cell of a wide price table: its record (from 0), the name of its column, its day as text, its price as text.
CREATE OR REPLACE TEMP TABLE long AS
SELECT cells.* EXCLUDE (column_name), column_name, names.day
FROM (UNPIVOT (SELECT rowid - (SELECT min(rowid) FROM wide) AS record, * FROM wide) ON /* days */ INTO NAME column_name VALUE price) AS cells
JOIN (SELECT unnest($names) AS name, unnest($days) AS day) AS names ON names.name = cells.column_name
ORDER BY record, cells.column_name
