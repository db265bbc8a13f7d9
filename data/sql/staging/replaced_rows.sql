-- One row per stored line of an earlier version of an order.
CREATE OR REPLACE TEMP TABLE replaced_rows AS
SELECT events.rowid AS rid, events.import_no, events.file_row, events.order_id
FROM events JOIN versions ON versions.import_no = events.import_no AND versions.order_id = events.order_id AND versions.is_newer
WHERE events.event_type IN ('purchase', 'return') AND CAST(events.event_time AS DATE) = versions.own_day
