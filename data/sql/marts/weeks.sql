-- grain: week (Monday)
WITH order_lines AS NOT MATERIALIZED ( -- without an order id the session, else the customer's day
    SELECT *, CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue,
        coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id
    FROM events
    WHERE event_type = 'purchase' AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
)
SELECT
    CAST(date_trunc('week', event_time) AS TIMESTAMP) AS week,
    coalesce(CAST(sum(revenue) AS DOUBLE), 0) AS revenue,
    count(DISTINCT basket_id) AS orders,
    count(DISTINCT customer_id) AS customers,
    1 - CAST(sum(revenue) FILTER (list_price IS NOT NULL AND net_price IS NOT NULL) AS DOUBLE)
        / nullif(CAST(sum(greatest(list_price, net_price) * quantity)
            FILTER (list_price IS NOT NULL AND net_price IS NOT NULL) AS DOUBLE), 0) AS discount_share
FROM order_lines
GROUP BY week
ORDER BY week
