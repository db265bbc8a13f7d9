COPY (FROM /* reader */('source', $query)) TO $target (FORMAT parquet, COMPRESSION zstd)
