-- First and last time of an import's orders, and when its last event was.
SELECT min(event_time) FILTER (order_id IS NOT NULL), max(event_time) FILTER (order_id IS NOT NULL), max(event_time)
FROM (SELECT order_id, event_time FROM events WHERE import_no = $import_no AND problem IS NULL UNION ALL SELECT order_id, event_time FROM no_sales)
