-- grain: one row for the whole shop
WITH known AS NOT MATERIALIZED (FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')),
order_lines AS NOT MATERIALIZED ( -- without an order id the session, else the customer's day
    SELECT *, CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue,
        coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id
    FROM events
    WHERE event_type = 'purchase' AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
),
orders AS (
    SELECT min(product_id) < max(product_id) AS has_several FROM order_lines WHERE basket_id IS NOT NULL GROUP BY basket_id
),
order_totals AS (SELECT count(*) AS orders, count(*) FILTER (has_several) AS multi_product_orders FROM orders),
totals AS (
    SELECT
        coalesce(sum(revenue), 0) AS revenue,
        coalesce(sum(revenue) FILTER (customer_id IS NULL), 0) AS guest_revenue,
        coalesce(sum(quantity), 0) AS units,
        count(DISTINCT customer_id) AS customers,
        count(DISTINCT product_id) AS products,
        sum(revenue) FILTER (list_price IS NOT NULL AND net_price IS NOT NULL) AS revenue_with_list_price,
        sum(greatest(list_price, net_price) * quantity) FILTER (list_price IS NOT NULL AND net_price IS NOT NULL) AS list_revenue
    FROM order_lines
),
span AS (
    SELECT min(event_time) AS first_at, max(event_time) AS last_at,
        coalesce(sum(net_price * quantity) FILTER (event_type = 'return'), 0) AS returned
    FROM known
)
SELECT
    CAST(revenue AS DOUBLE) AS revenue,
    orders,
    customers,
    products,
    CAST(units AS DOUBLE) AS units,
    CAST(revenue AS DOUBLE) / nullif(orders, 0) AS average_order_value,
    multi_product_orders / nullif(orders, 0) AS multi_product_share,
    1 - CAST(revenue_with_list_price AS DOUBLE) / nullif(CAST(list_revenue AS DOUBLE), 0) AS discount_share,
    first_at,
    last_at,
    CAST(returned AS DOUBLE) / nullif(CAST(revenue AS DOUBLE), 0) AS returns_share,
    CAST(guest_revenue AS DOUBLE) / nullif(CAST(revenue AS DOUBLE), 0) AS guest_revenue_share
FROM totals, order_totals, span
