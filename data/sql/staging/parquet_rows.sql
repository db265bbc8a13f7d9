-- One row: how many rows Parquet files say they hold.
SELECT sum(num_rows) FROM parquet_file_metadata($paths)
