-- The instruments stored under a name of their own (canonical columns serve under theirs), in a fixed order.
SELECT instruments.name
FROM instruments JOIN duckdb_columns() AS columns
  ON columns.table_name = 'events' AND columns.data_type = 'DOUBLE' AND lower(columns.column_name) = lower(instruments.name)
ORDER BY instruments.name
