-- What statements about visits begin with: `found` has each visit once. Guests have none.
-- A visit is a session (1), else what lies between two quiet half hours (2), else, where the shop records neither
-- views nor carts, an order (3) or a day (4). Whether it does (`is_browsed`) is asked of what was known by then.
found AS (
    SELECT customer_id, 1 AS visit_kind, session_id AS visit_key, min(event_time) AS visited_at
    FROM visiting_events(CAST($as_of AS TIMESTAMP)) WHERE session_id IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT customer_id, 2, '', started_at
    FROM /* starts */ WHERE /* is_browsed */ AND (CAST($as_of AS TIMESTAMP) IS NULL OR started_at < CAST($as_of AS TIMESTAMP))
    UNION ALL
    SELECT customer_id, order_kind(order_id), order_key(order_id, event_time), min(event_time)
    FROM visiting_events(CAST($as_of AS TIMESTAMP)) WHERE session_id IS NULL AND NOT /* is_browsed */ GROUP BY ALL
),
