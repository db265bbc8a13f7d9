-- grain: product_id that was sold, with what its prices can teach (as the gates ask it of the visits)
WITH days AS (
    SELECT product_id, store_id, CAST(event_time AS DATE) AS day, count(*) AS n,
        avg(ln(CAST(net_price AS DOUBLE))) AS log_price, var_pop(ln(CAST(net_price AS DOUBLE))) AS variance
    FROM events WHERE event_type IN ('view', 'cart', 'purchase') AND net_price > 0 GROUP BY ALL
),
places AS (
    SELECT product_id, sum(n) AS n, sum(n * variance) AS within, sum(n - 1) AS freedom,
        sum(n * variance) + greatest(sum(n * log_price * log_price) - sum(n * log_price) ** 2 / sum(n), 0) AS total
    FROM days GROUP BY product_id, store_id
),
spreads AS (
    SELECT product_id, sum(total) / sum(n) AS variance, sum(freedom) AS freedom,
        sum(within) / greatest(sum(freedom), 1) AS within
    FROM places GROUP BY product_id
),
views AS (SELECT product_id, count(*) AS n_views FROM events WHERE event_type = 'view' GROUP BY product_id),
sales AS (
    SELECT product_id, CAST(sum(CAST(net_price * quantity AS DECIMAL(38, 4))) AS DOUBLE) AS revenue, count(cost) > 0 AS has_cost,
        count(DISTINCT coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE))) AS n_sold
    FROM events WHERE event_type = 'purchase' GROUP BY product_id
)
SELECT sales.product_id, n_sold, coalesce(n_views, 0) AS n_views, coalesce(revenue, 0) AS revenue,
    has_cost OR coalesce(products.cost, 0) > 0 AS has_cost,
    coalesce(sqrt(variance), 0) AS log_price_spread,
    CASE WHEN freedom >= 30 AND variance > 1e-9 THEN least(within / variance, 1) ELSE 0 END AS within_day_share
FROM sales LEFT JOIN spreads USING (product_id) LEFT JOIN views USING (product_id) LEFT JOIN products USING (product_id)
ORDER BY product_id
