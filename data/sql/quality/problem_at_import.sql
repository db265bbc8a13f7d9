-- Rows that a treatment drops as they come in become rejects like any other.
UPDATE events SET problem = problem(dropped.kind, dropped.column_name, dropped.value)
FROM (
    SELECT rid, arg_min(kind, rank) AS kind, arg_min(column_name, rank) AS column_name, arg_min(value, rank) AS value
    FROM noted WHERE treatment = 'drop' GROUP BY rid
) AS dropped
WHERE events.rowid = dropped.rid
