-- grain: visit_id, product_id
SET VARIABLE is_browsed = ( -- whether the shop records views or carts, as far as was known by then
    SELECT count(*) > 0 FROM (
        FROM events WHERE event_type IN ('view', 'cart') AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity') LIMIT 1
    )
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
visits AS MATERIALIZED (
    SELECT *, row_number() OVER (ORDER BY visited_at, customer_id, visit_kind, visit_key) - 1 AS visit_id FROM found_visits
),
wanted AS NOT MATERIALIZED (
    SELECT customer_id, event_time, event_type, product_id, net_price, quantity, order_id, session_id, store_id
    FROM visiting_events
    WHERE product_id IN (SELECT unnest(CAST(getvariable('products') AS VARCHAR[])))
),
in_visits AS NOT MATERIALIZED (
    SELECT visit_id, wanted.*
    FROM (FROM wanted WHERE session_id IS NOT NULL) AS wanted
    JOIN (FROM visits WHERE visit_kind = 1) AS visits
        ON wanted.customer_id = visits.customer_id AND wanted.session_id = visits.visit_key
    UNION ALL
    SELECT visit_id, wanted.*
    FROM (FROM wanted WHERE session_id IS NULL AND getvariable('is_browsed')) AS wanted
    ASOF JOIN (FROM visits WHERE visit_kind = 2) AS visits
        ON wanted.customer_id = visits.customer_id AND wanted.event_time >= visits.visited_at
    UNION ALL
    SELECT visit_id, wanted.*
    FROM (FROM wanted WHERE session_id IS NULL AND NOT getvariable('is_browsed')) AS wanted
    JOIN (FROM visits WHERE visit_kind >= 3) AS visits
        ON wanted.customer_id = visits.customer_id AND (CASE WHEN wanted.order_id IS NOT NULL THEN 3 ELSE 4 END) = visits.visit_kind
        AND coalesce(wanted.order_id, CAST(CAST(wanted.event_time AS DATE) AS VARCHAR)) = visits.visit_key
)
SELECT
    visit_id,
    product_id,
    bool_or(event_type IN ('view', 'cart')) AS is_seen,
    coalesce(CAST(sum(quantity) FILTER (event_type = 'purchase') AS DOUBLE), 0) AS n_bought,
    CAST(sum(net_price) AS DOUBLE) / nullif(count(net_price), 0) AS price,
    count(*) FILTER (event_type = 'purchase') AS quantity_lines
FROM in_visits
GROUP BY visit_id, product_id
ORDER BY visit_id, product_id
