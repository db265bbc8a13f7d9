-- grain: customer_id (whoever came, n_orders 0 where nothing was bought yet; guests have no id and are left out)
SET VARIABLE is_browsed = ( -- whether the shop records views or carts, as far as was known by then
    SELECT count(*) > 0 FROM (
        FROM events WHERE event_type IN ('view', 'cart') AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity') LIMIT 1
    )
);
SET VARIABLE told = ( -- the attributes of events that tell customers apart, without those that the customers file has itself
    SELECT ['customer_id'] || coalesce(list(name ORDER BY name), []) FROM attributes
    WHERE kind = 'events' AND is_of_customer
        AND lower(name) NOT IN (SELECT lower(column_name) FROM duckdb_columns()
                                WHERE table_name = 'customers' AND database_name = current_database())
        AND lower(name) IN (SELECT lower(column_name) FROM duckdb_columns()
                            WHERE table_name = 'events' AND database_name = current_database())
);
WITH visiting_events AS NOT MATERIALIZED ( -- of known customers: what makes visits
    FROM events
    WHERE customer_id IS NOT NULL AND event_type IN ('view', 'cart', 'purchase', 'search')
        AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
),
gaps AS NOT MATERIALIZED ( -- events of one moment open no gap between them, so their order does not matter
    SELECT customer_id, event_time, event_time - lag(event_time) OVER (PARTITION BY customer_id ORDER BY event_time) AS quiet_time
    FROM visiting_events WHERE session_id IS NULL AND getvariable('is_browsed') AND NOT coalesce(getvariable('are_starts_kept'), false)
),
found_visits AS NOT MATERIALIZED ( -- a session (1); what lies between quiet half hours (2); where nobody browses an order (3) or a day (4)
    SELECT customer_id, 1 AS visit_kind, session_id AS visit_key, min(event_time) AS visited_at
    FROM visiting_events WHERE session_id IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT customer_id, 2, '', started_at
    FROM visit_starts -- what is kept of gaps, where it was found in this state of the shop
    WHERE getvariable('is_browsed') AND coalesce(getvariable('are_starts_kept'), false)
        AND started_at < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
    UNION ALL
    SELECT customer_id, 2, '', event_time
    FROM gaps WHERE quiet_time IS NULL OR quiet_time > INTERVAL 30 MINUTE
    UNION ALL
    SELECT customer_id, CASE WHEN order_id IS NOT NULL THEN 3 ELSE 4 END,
        coalesce(order_id, CAST(CAST(event_time AS DATE) AS VARCHAR)), min(event_time)
    FROM visiting_events WHERE session_id IS NULL AND NOT getvariable('is_browsed') GROUP BY ALL
),
order_lines AS NOT MATERIALIZED ( -- without an order id the session, else the customer's day
    SELECT *, CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue,
        coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id
    FROM events
    WHERE event_type = 'purchase' AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
),
told AS ( -- those that had one value only
    SELECT CASE WHEN min(COLUMNS(getvariable('told'))) = max(COLUMNS(getvariable('told'))) THEN min(COLUMNS(getvariable('told'))) END
    FROM events
    WHERE customer_id IS NOT NULL AND len(getvariable('told')) > 1
        AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
    GROUP BY customer_id
),
visits AS (
    SELECT customer_id, count(*) AS n_visits
    FROM found_visits
    GROUP BY customer_id
),
orders AS (
    SELECT
        customer_id,
        min(event_time) AS first_order_at,
        max(event_time) AS last_order_at,
        count(DISTINCT basket_id) AS n_orders,
        coalesce(CAST(sum(revenue) AS DOUBLE), 0) AS monetary
    FROM order_lines WHERE customer_id IS NOT NULL
    GROUP BY customer_id
),
today AS (
    SELECT coalesce(CAST(getvariable('as_of') AS TIMESTAMP), max(event_time)) AS as_of FROM events
)
SELECT
    visits.customer_id,
    first_order_at,
    last_order_at,
    date_sub('day', last_order_at, today.as_of) AS recency_days,
    coalesce(n_orders, 0) AS n_orders,
    coalesce(monetary, 0) AS monetary,
    n_visits,
    customers.* EXCLUDE (customer_id, import_no, problem),
    told.* EXCLUDE (customer_id)
FROM visits
CROSS JOIN today
LEFT JOIN orders USING (customer_id)
LEFT JOIN customers ON customers.customer_id = visits.customer_id
LEFT JOIN told ON told.customer_id = visits.customer_id
ORDER BY visits.customer_id
