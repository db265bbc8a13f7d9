-- What was found in a file as it came in, by line.
INSERT INTO doubts
SELECT $import_no, "row", kind, column_name, value, treatment FROM noted ORDER BY "row", kind
