-- grain: customer_id, category (of what a customer bought)
WITH known AS NOT MATERIALIZED (FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')),
in_events AS (
    SELECT product_id, arg_max(category, (n, category)) AS category
    FROM (SELECT product_id, category, count(*) AS n FROM known WHERE category IS NOT NULL GROUP BY ALL)
    GROUP BY product_id
),
order_lines AS NOT MATERIALIZED (
    SELECT customer_id, product_id, quantity, CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue
    FROM known WHERE event_type = 'purchase' AND customer_id IS NOT NULL
)
SELECT
    customer_id,
    coalesce(products.category, in_events.category, 'uncategorized') AS category,
    count(*) AS n_lines,
    coalesce(CAST(sum(quantity) AS DOUBLE), 0) AS units,
    coalesce(CAST(sum(revenue) AS DOUBLE), 0) AS revenue
FROM order_lines LEFT JOIN products USING (product_id) LEFT JOIN in_events USING (product_id)
GROUP BY ALL
ORDER BY customer_id, category
