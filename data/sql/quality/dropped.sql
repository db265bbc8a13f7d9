-- grain: event row that a treatment drops, with the first kind that does
CREATE OR REPLACE TEMP TABLE dropped AS
SELECT rid, arg_min(import_no, rank) AS import_no, arg_min("row", rank) AS "row",
    arg_min(column_name, rank) AS column_name, arg_min(value, rank) AS value, arg_min(kind, rank) AS reason
FROM treated JOIN drops USING (kind)
WHERE treatment = 'drop'
GROUP BY rid
