-- grain: n_products (number of distinct products in an order)
WITH pairs AS (
    SELECT basket_id, product_id FROM order_lines(CAST($as_of AS TIMESTAMP)) WHERE basket_id IS NOT NULL GROUP BY ALL
),
orders AS (SELECT basket_id, count(*) AS n_products FROM pairs GROUP BY basket_id)
SELECT n_products, count(*) AS orders
FROM orders
GROUP BY n_products
ORDER BY n_products
