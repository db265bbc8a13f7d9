-- grain: row, kind (of some kinds that were found at import)
SELECT import_no, row_number AS "row", kind, column_name, value FROM doubts WHERE list_contains($kinds, kind)
