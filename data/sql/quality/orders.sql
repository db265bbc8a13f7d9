-- grain: event row, kind (order_of_two, order_over_days, session_of_two): what one checkout or visit cannot be
WITH orders AS (
    SELECT order_id, min(hash(customer_id)) <> max(hash(customer_id)) AS is_of_two,
        max(event_time) - min(event_time) > INTERVAL 1 DAY AS is_over_days
    FROM events WHERE order_id IS NOT NULL AND event_type = 'purchase' GROUP BY order_id
    HAVING is_of_two OR is_over_days
),
sessions AS (
    SELECT session_id FROM events WHERE session_id IS NOT NULL GROUP BY session_id
    HAVING min(hash(customer_id)) <> max(hash(customer_id))
)
SELECT 'order_of_two' AS kind, events.rowid AS rid, 'order_id' AS column_name, order_id AS value, NULL AS cap
FROM events JOIN orders USING (order_id) WHERE is_of_two AND event_type = 'purchase'
UNION ALL
SELECT 'order_over_days', events.rowid, 'order_id', order_id, NULL
FROM events JOIN orders USING (order_id) WHERE is_over_days AND event_type = 'purchase'
UNION ALL
SELECT 'session_of_two', events.rowid, 'session_id', session_id, NULL
FROM events JOIN sessions USING (session_id)
