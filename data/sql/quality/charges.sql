-- grain: event row, kind (charge_like): never more than one in an order, never alone, never looked at, at nearly another price each time
WITH single AS (
    SELECT product_id FROM product_facts
    WHERE n_rows >= 30 AND n_prices = n_rows AND quantity_max = 1 AND n_quantities = n_rows AND price_max > 1.5 * price_min
),
lines AS (SELECT rowid AS rid, product_id, title, net_price, order_id, event_type FROM events SEMI JOIN single USING (product_id)),
orders AS (
    SELECT order_id, count(DISTINCT product_id) AS n_products
    FROM events WHERE order_id IN (SELECT order_id FROM lines) GROUP BY order_id
),
odd AS (
    SELECT product_id
    FROM lines LEFT JOIN orders USING (order_id)
    GROUP BY product_id
    HAVING bool_and(event_type IN ('purchase', 'return')) AND count(DISTINCT net_price) >= 0.5 * count(*)
       AND count(DISTINCT order_id) >= 0.99 * count(*) AND count(*) FILTER (n_products > 1) >= 0.98 * count(*)
)
SELECT 'charge_like' AS kind, rid, 'product_id' AS column_name, coalesce(title, product_id) AS value, NULL AS cap
FROM lines SEMI JOIN odd USING (product_id)
WHERE (SELECT count(*) FROM odd) <= greatest(1, 0.05 * (SELECT count(*) FROM product_facts)) -- else it is how this shop sells
