-- grain: basket_id (an order; where the files name none the session, else the customer's day; guests without either are left out)
SELECT
    basket_id,
    min(order_id) AS order_id,
    min(customer_id) AS customer_id,
    min(store_id) AS store_id,
    min(event_time) AS ordered_at,
    count(*) AS n_lines,
    len(list_distinct(list(product_id))) AS n_products, -- orders are short: quicker than count(DISTINCT)
    coalesce(CAST(sum(quantity) AS DOUBLE), 0) AS units,
    coalesce(CAST(sum(revenue) AS DOUBLE), 0) AS revenue,
    1 - CAST(sum(revenue) FILTER (list_price IS NOT NULL) AS DOUBLE)
        / nullif(CAST(sum(greatest(list_price, net_price) * quantity) FILTER (net_price IS NOT NULL) AS DOUBLE), 0) AS discount_share
FROM order_lines(CAST($as_of AS TIMESTAMP))
WHERE basket_id IS NOT NULL
GROUP BY basket_id
ORDER BY ordered_at, basket_id
