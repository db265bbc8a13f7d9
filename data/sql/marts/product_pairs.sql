-- grain: product_a, product_b
WITH lines AS (
    SELECT basket_id, product_id FROM order_lines(CAST($as_of AS TIMESTAMP)) WHERE basket_id IS NOT NULL GROUP BY ALL
),
totals AS (SELECT count(DISTINCT basket_id) AS n_orders FROM lines),
chosen AS (SELECT * FROM lines WHERE product_id IN (SELECT unnest(CAST($products AS VARCHAR[])))),
sizes AS (SELECT product_id, count(*) AS n FROM chosen GROUP BY product_id),
both_bought AS (
    SELECT a.product_id AS product_a, b.product_id AS product_b, count(*) AS n_both
    FROM chosen AS a JOIN chosen AS b ON a.basket_id = b.basket_id AND a.product_id < b.product_id
    GROUP BY ALL
)
SELECT
    a.product_id AS product_a, b.product_id AS product_b,
    coalesce(n_both, 0) AS n_both, a.n AS n_a, b.n AS n_b, n_orders
FROM sizes AS a JOIN sizes AS b ON a.product_id < b.product_id
CROSS JOIN totals
LEFT JOIN both_bought ON product_a = a.product_id AND product_b = b.product_id
ORDER BY product_a, product_b
