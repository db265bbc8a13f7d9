COPY (FROM postgres_query('source', $query)) TO $target (FORMAT parquet, COMPRESSION zstd)
