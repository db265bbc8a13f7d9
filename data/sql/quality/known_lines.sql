-- grain: line of a file, of one kind of doubt
SELECT import_no, "row", column_name, value FROM found_in_files WHERE kind = $kind
UNION ALL SELECT import_no, "row", column_name, value FROM rejected_kinds WHERE kind = $kind
UNION ALL SELECT import_no, "row", column_name, value FROM counted_doubts WHERE kind = $kind
