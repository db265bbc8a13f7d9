-- One row per row of Parquet files, in the order of the files, every column as text.
SELECT /* columns */
FROM read_parquet($paths, union_by_name = true, hive_types_autocast = false)
LIMIT $n_rows
