-- The views of events that every mart starts from.

-- Events known at `as_of` (all of them where it is NULL).
CREATE OR REPLACE MACRO events_before(as_of) AS TABLE
    SELECT * FROM events WHERE as_of IS NULL OR event_time < as_of;

-- Order lines: purchases with the order they belong to; without an order id the session, else the customer's day.
CREATE OR REPLACE MACRO order_lines(as_of) AS TABLE
    SELECT *, CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue,
        coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id
    FROM events
    WHERE event_type = 'purchase' AND (as_of IS NULL OR event_time < as_of);

-- Events with the visit they belong to, named by (customer_id, visit_kind, visit_key); guests have no visits.
-- Without session ids a visit ends after 30 quiet minutes if the shop records views or carts, else it is an order or a day.
CREATE OR REPLACE MACRO visit_events(as_of) AS TABLE
    WITH known AS (
        SELECT customer_id, event_time, event_type, product_id, net_price, quantity, order_id, session_id, store_id,
            (SELECT count(*) > 0 FROM (SELECT 1 FROM events WHERE event_type IN ('view', 'cart') LIMIT 1)) AS has_browsing
        FROM events
        WHERE customer_id IS NOT NULL AND event_type IN ('view', 'cart', 'purchase', 'search')
          AND (as_of IS NULL OR event_time < as_of)
    ), gaps AS (
        SELECT *, event_time - lag(event_time) OVER w > INTERVAL 30 MINUTE AS is_after_gap
        FROM known WHERE session_id IS NULL AND has_browsing
        WINDOW w AS (PARTITION BY customer_id ORDER BY event_time, event_type, product_id, order_id, quantity, net_price)
    ), streaks AS (
        SELECT *, 2 AS visit_kind, CAST(sum(CASE WHEN is_after_gap THEN 1 ELSE 0 END) OVER w AS VARCHAR) AS visit_key
        FROM gaps
        WINDOW w AS (PARTITION BY customer_id ORDER BY event_time RANGE UNBOUNDED PRECEDING)
    )
    SELECT customer_id, event_time, event_type, product_id, net_price, quantity, store_id,
        CASE WHEN session_id IS NOT NULL THEN 1 WHEN order_id IS NOT NULL THEN 3 ELSE 4 END AS visit_kind,
        coalesce(session_id, order_id, CAST(CAST(event_time AS DATE) AS VARCHAR)) AS visit_key
    FROM known WHERE session_id IS NOT NULL OR NOT has_browsing
    UNION ALL
    SELECT customer_id, event_time, event_type, product_id, net_price, quantity, store_id, visit_kind, visit_key FROM streaks;
