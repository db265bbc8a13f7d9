-- The attributes of events that tell customers apart, without those that the customers file has itself, in a fixed order.
SELECT name FROM attributes
WHERE kind = 'events' AND is_of_customer
  AND lower(name) NOT IN (SELECT lower(column_name) FROM duckdb_columns()
                          WHERE table_name = 'customers' AND database_name = current_database())
  AND lower(name) IN (SELECT lower(column_name) FROM duckdb_columns()
                      WHERE table_name = 'events' AND database_name = current_database())
ORDER BY name
