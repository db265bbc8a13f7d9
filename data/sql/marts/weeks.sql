-- grain: week (Monday)
SELECT
    CAST(date_trunc('week', event_time) AS TIMESTAMP) AS week,
    coalesce(CAST(sum(revenue) AS DOUBLE), 0) AS revenue,
    count(DISTINCT basket_id) AS orders,
    count(DISTINCT customer_id) AS customers,
    1 - CAST(sum(revenue) FILTER (list_price IS NOT NULL AND net_price IS NOT NULL) AS DOUBLE)
        / nullif(CAST(sum(greatest(list_price, net_price) * quantity)
            FILTER (list_price IS NOT NULL AND net_price IS NOT NULL) AS DOUBLE), 0) AS discount_share
FROM order_lines(CAST($as_of AS TIMESTAMP))
GROUP BY week
ORDER BY week
