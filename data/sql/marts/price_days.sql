-- grain: product_id, store_id, day
SELECT
    product_id,
    store_id,
    date_trunc('day', event_time)::TIMESTAMP AS day,
    median(CAST(net_price AS DOUBLE)) AS price,
    median(CAST(list_price AS DOUBLE)) AS list_price,
    median(CAST(cost AS DOUBLE)) AS cost,
    count(*) AS n_rows,
    count(DISTINCT customer_id) AS n_customers,
    var_pop(ln(CAST(net_price AS DOUBLE))) AS log_price_variance,
    avg(CASE WHEN is_promoted(promotion) THEN 1 ELSE 0 END) AS promotion,
    /* instruments */
FROM events_before(CAST($as_of AS TIMESTAMP))
WHERE product_id IN (SELECT unnest(CAST($products AS VARCHAR[]))) AND event_type IN ('view', 'cart', 'purchase') AND net_price > 0
GROUP BY product_id, store_id, day
ORDER BY product_id, store_id, day
