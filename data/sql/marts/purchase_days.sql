-- grain: customer_id, product_id, day (who bought or looked at what, when; guests have no history and are left out)
WITH told AS (
    SELECT
        *,
        CAST(event_time AS DATE) AS day,
        coalesce(order_id, 'session ' || session_id, 'day') AS basket_id -- of the customer's day, where nothing tells orders apart
    FROM events
    WHERE customer_id IS NOT NULL AND event_type IN ('view', 'cart', 'purchase')
        AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
)
SELECT
    customer_id,
    product_id,
    day,
    count(DISTINCT basket_id) FILTER (event_type = 'purchase') AS n_orders,
    count(*) FILTER (event_type IN ('view', 'cart')) AS n_views
FROM told
WHERE product_id IS NOT NULL
GROUP BY customer_id, product_id, day
ORDER BY customer_id, product_id, day
