-- grain: product_id, store_id, week (Monday; weeks in which the product was seen or sold there)
WITH weekly AS (
    SELECT *, CAST(date_trunc('week', event_time) AS TIMESTAMP) AS week, event_type = 'purchase' AS is_sold
    FROM events_before(CAST($as_of AS TIMESTAMP))
    WHERE event_type IN ('view', 'cart', 'purchase', 'return')
)
SELECT
    product_id,
    store_id,
    week,
    count(*) FILTER (event_type = 'view') AS n_views,
    count(DISTINCT customer_id) FILTER (is_sold) AS n_customers,
    coalesce(CAST(sum(quantity) FILTER (is_sold) AS DOUBLE), 0) AS units,
    coalesce(CAST(sum(quantity) FILTER (event_type = 'return') AS DOUBLE), 0) AS returned,
    coalesce(CAST(sum(CAST(net_price * quantity AS DECIMAL(38, 4))) FILTER (is_sold) AS DOUBLE), 0) AS revenue,
    CAST(sum(net_price) FILTER (event_type <> 'return') AS DOUBLE)
        / nullif(count(net_price) FILTER (event_type <> 'return'), 0) AS price,
    CAST(sum(list_price) FILTER (event_type <> 'return') AS DOUBLE)
        / nullif(count(list_price) FILTER (event_type <> 'return'), 0) AS list_price
FROM weekly
GROUP BY product_id, store_id, week
ORDER BY product_id, store_id, week
