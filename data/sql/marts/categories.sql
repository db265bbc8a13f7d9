-- grain: category
WITH known AS NOT MATERIALIZED (FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')),
order_lines AS NOT MATERIALIZED ( -- without an order id the session, else the customer's day
    SELECT *, CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue,
        coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id
    FROM events
    WHERE event_type = 'purchase' AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
),
in_events AS (
    SELECT product_id, arg_max(category, (n, category)) AS category
    FROM (SELECT product_id, category, count(*) AS n FROM known
          WHERE category IS NOT NULL GROUP BY ALL)
    GROUP BY product_id
),
sold AS (SELECT DISTINCT product_id FROM order_lines),
names AS (
    SELECT product_id, coalesce(p.category, e.category, 'uncategorized') AS category
    FROM sold LEFT JOIN products p USING (product_id) LEFT JOIN in_events e USING (product_id)
)
SELECT
    names.category,
    coalesce(CAST(sum(revenue) AS DOUBLE), 0) AS revenue,
    count(DISTINCT basket_id) AS orders,
    CAST(sum(quantity) AS DOUBLE) AS units,
    count(DISTINCT product_id) AS products
FROM order_lines JOIN names USING (product_id)
GROUP BY names.category
ORDER BY revenue DESC, names.category
