-- grain: import, in order
SELECT import_no, file, kind, rows_read, rows_kept, rows_read - rows_kept AS n_rejected FROM imports ORDER BY import_no
