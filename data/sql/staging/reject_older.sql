-- Staged lines of orders whose newer version is in the shop become rejects.
UPDATE events SET problem = problem('replaced', 'order_id', order_id)
WHERE import_no = $import_no AND problem IS NULL AND event_type IN ('purchase', 'return')
  AND (order_id, CAST(event_time AS DATE)) IN (SELECT (order_id, day) FROM versions WHERE NOT is_newer)
