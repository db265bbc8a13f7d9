-- grain: file, reason
SELECT file, reason, count(*) AS n_rows FROM rejects JOIN imports USING (import_no)
GROUP BY import_no, file, reason ORDER BY import_no, n_rows DESC, reason
