-- grain: n_products: how many customers have orders of so many products
WITH order_lines AS (
    SELECT coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id,
        product_id, customer_id
    FROM events
    WHERE event_type = 'purchase'
),
orders AS (
    SELECT basket_id, count(DISTINCT product_id) AS n_products, min(customer_id) AS customer_id
    FROM order_lines WHERE basket_id IS NOT NULL GROUP BY basket_id
)
SELECT n_products, count(DISTINCT customer_id) AS counted FROM orders GROUP BY n_products
