-- Doubts of searched kinds are kept while they are treated; those found at import learn their treatment elsewhere.
INSERT INTO doubts
SELECT import_no, "row", kind, column_name, value, treatment FROM treated WHERE NOT list_contains($stored, kind)
