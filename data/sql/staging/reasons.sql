-- Rows rejected from one import, by reason.
SELECT reason, count(*) FROM rejects WHERE import_no = $import_no GROUP BY reason ORDER BY reason
