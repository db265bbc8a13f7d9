-- grain: customer_id, product_id (what known customers have bought)
SELECT
    customer_id,
    product_id,
    CAST(sum(quantity) AS DOUBLE) AS units,
    coalesce(CAST(sum(CAST(net_price * quantity AS DECIMAL(38, 4))) AS DOUBLE), 0) AS revenue
FROM events
WHERE event_type = 'purchase' AND customer_id IS NOT NULL
    AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
GROUP BY customer_id, product_id
ORDER BY customer_id, product_id
