-- grain: kind of what is known by line, with how many rows it has and the first of them
WITH known AS (
    SELECT kind, import_no, "row", column_name, value FROM found_in_files
    UNION ALL SELECT kind, import_no, "row", column_name, value FROM rejected_kinds
    UNION ALL SELECT kind, import_no, "row", column_name, value FROM counted_doubts
),
lines AS (
    SELECT kind, import_no, "row", min(column_name) AS column_name, min(value) AS value FROM known
    GROUP BY kind, import_no, "row", CASE WHEN "row" IS NULL THEN value END -- without a line, by what is named
)
SELECT kind, count(*) AS n_rows,
    min({'import_no': import_no, 'row': "row"}, $n) AS places,
    arg_min(column_name, (import_no, "row")) AS column_name, arg_min(value, (import_no, "row")) AS value
FROM lines GROUP BY kind ORDER BY kind
