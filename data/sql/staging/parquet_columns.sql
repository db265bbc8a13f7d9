-- One row per column of Parquet files: its name and type; a lake's `name=value` folders are columns too.
SELECT column_name, column_type
FROM (DESCRIBE FROM read_parquet($paths, union_by_name = true, hive_types_autocast = false))
