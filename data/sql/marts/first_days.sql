-- grain: customer_id (what known customers did within 30 days of their first purchase, and spent in the months after)
WITH known AS NOT MATERIALIZED (
    FROM events WHERE customer_id IS NOT NULL AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
),
firsts AS (
    SELECT customer_id, min(event_time) AS first_order_at FROM known WHERE event_type = 'purchase' GROUP BY customer_id
),
today AS (
    SELECT coalesce(CAST(getvariable('as_of') AS TIMESTAMP), max(event_time)) AS as_of FROM events
),
catalog AS (SELECT product_id, category AS known_category FROM products),
lines AS (
    SELECT customer_id, product_id, event_type, event_time, list_price, net_price,
        coalesce(known_category, category) AS category,
        date_diff('second', first_order_at, event_time) / 86400 AS day,
        CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue,
        coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id
    FROM known JOIN firsts USING (customer_id) LEFT JOIN catalog USING (product_id)
),
purchases AS (
    SELECT
        customer_id,
        count(DISTINCT basket_id) FILTER (day < 30) AS n_orders,
        count(DISTINCT CAST(event_time AS DATE)) FILTER (day < 30) AS n_days,
        max(day) FILTER (day < 30) AS last_order_day,
        coalesce(sum(revenue) FILTER (day < 30), 0) AS revenue,
        coalesce(sum(revenue) FILTER (day < 1), 0) AS first_day_revenue,
        count(DISTINCT product_id) FILTER (day < 30) AS n_products,
        count(DISTINCT category) FILTER (day < 30) AS n_categories,
        avg(CASE WHEN list_price > net_price THEN 1 ELSE 0 END) FILTER (day < 30 AND list_price IS NOT NULL) AS reduced_share,
        avg(CASE WHEN date_part('isodow', event_time) >= 6 THEN 1 ELSE 0 END) FILTER (day < 30) AS weekend_share,
        avg(date_part('hour', event_time)) FILTER (day < 30) AS mean_hour,
        coalesce(sum(revenue) FILTER (day >= 30 AND day < 60), 0) AS later_revenue_60,
        coalesce(sum(revenue) FILTER (day >= 30 AND day < 90), 0) AS later_revenue_90,
        coalesce(sum(revenue) FILTER (day >= 30 AND day < 180), 0) AS later_revenue_180
    FROM lines WHERE event_type = 'purchase' GROUP BY customer_id
),
others AS (
    SELECT
        customer_id,
        count(*) FILTER (event_type = 'view') AS n_views,
        count(*) FILTER (event_type = 'cart') AS n_carts,
        count(*) FILTER (event_type = 'search') AS n_searches,
        count(*) FILTER (event_type = 'return') AS n_returns
    FROM lines WHERE day >= 0 AND day < 30 GROUP BY customer_id
)
SELECT
    customer_id,
    first_order_at,
    date_diff('second', first_order_at, as_of) / 86400 AS known_days,
    n_orders,
    n_days,
    last_order_day,
    CAST(revenue AS DOUBLE) AS revenue,
    CAST(first_day_revenue AS DOUBLE) AS first_day_revenue,
    n_products,
    n_categories,
    reduced_share,
    weekend_share,
    mean_hour,
    coalesce(n_views, 0) AS n_views,
    coalesce(n_carts, 0) AS n_carts,
    coalesce(n_searches, 0) AS n_searches,
    coalesce(n_returns, 0) AS n_returns,
    CAST(later_revenue_60 AS DOUBLE) AS later_revenue_60,
    CAST(later_revenue_90 AS DOUBLE) AS later_revenue_90,
    CAST(later_revenue_180 AS DOUBLE) AS later_revenue_180
FROM purchases JOIN firsts USING (customer_id) LEFT JOIN others USING (customer_id) CROSS JOIN today
ORDER BY customer_id
