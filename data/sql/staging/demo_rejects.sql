-- The rows of a Parquet file that have a problem become rejects; the first row is 2, as under a header.
INSERT INTO rejects
SELECT $import_no, record + 2, column_name, value, reason
FROM (/* problems */)
