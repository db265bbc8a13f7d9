-- grain: n_products (number of distinct products in an order)
WITH order_lines AS NOT MATERIALIZED ( -- without an order id the session, else the customer's day
    SELECT *, CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue,
        coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id
    FROM events
    WHERE event_type = 'purchase' AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
),
pairs AS (
    SELECT basket_id, product_id FROM order_lines WHERE basket_id IS NOT NULL GROUP BY ALL
),
orders AS (SELECT basket_id, count(*) AS n_products FROM pairs GROUP BY basket_id)
SELECT n_products, count(*) AS orders
FROM orders
GROUP BY n_products
ORDER BY n_products
