-- grain: customer_id (whoever bought: how they order, what they pay beside the usual price, what they look at and send back)
WITH known AS NOT MATERIALIZED (FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')),
order_lines AS NOT MATERIALIZED ( -- without an order id the session, else the customer's day
    SELECT *, CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue,
        coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id
    FROM events
    WHERE event_type = 'purchase' AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
),
in_events AS (
    SELECT product_id, arg_max(category, (n, category)) AS category
    FROM (SELECT product_id, category, count(*) AS n FROM known WHERE category IS NOT NULL GROUP BY ALL)
    GROUP BY product_id
),
prices AS ( -- of a product, as most pay it
    SELECT product_id, median(CAST(net_price AS DOUBLE)) AS price
    FROM known WHERE event_type <> 'return' AND net_price > 0
    GROUP BY product_id
),
named_prices AS (
    SELECT product_id, price, coalesce(products.category, in_events.category, 'uncategorized') AS category
    FROM prices LEFT JOIN products USING (product_id) LEFT JOIN in_events USING (product_id)
),
usual AS ( -- and of the middle product of its category
    SELECT product_id, price, median(price) OVER (PARTITION BY category) AS category_price FROM named_prices
),
lines AS (
    SELECT
        customer_id,
        count(DISTINCT product_id) AS n_products,
        CAST(sum(quantity) AS DOUBLE) AS units,
        sum(revenue) FILTER (list_price IS NOT NULL AND net_price IS NOT NULL) AS revenue_with_list_price,
        sum(greatest(list_price, net_price) * quantity) FILTER (list_price IS NOT NULL AND net_price IS NOT NULL) AS list_revenue,
        -- decimals, as their sums repeat
        CAST(sum(CAST(ln(CAST(net_price AS DOUBLE) / price) AS DECIMAL(18, 8))) FILTER (net_price > 0) AS DOUBLE) AS price_position,
        CAST(sum(CAST(ln(price / category_price) AS DECIMAL(18, 8))) FILTER (net_price > 0) AS DOUBLE) AS category_position,
        count(*) FILTER (net_price > 0 AND price IS NOT NULL) AS n_prices
    FROM order_lines LEFT JOIN usual USING (product_id)
    WHERE customer_id IS NOT NULL
    GROUP BY customer_id
),
orders AS (
    SELECT customer_id, basket_id, min(event_time) AS ordered_at, count(DISTINCT product_id) AS n_products
    FROM order_lines WHERE customer_id IS NOT NULL
    GROUP BY customer_id, basket_id
),
gaps AS ( -- whole seconds, as their sums repeat
    SELECT customer_id, n_products,
        CAST(date_sub('second', lag(ordered_at) OVER (PARTITION BY customer_id ORDER BY ordered_at, basket_id), ordered_at) AS HUGEINT) AS gap
    FROM orders
),
rhythms AS (
    SELECT
        customer_id,
        CAST(sum(n_products) AS DOUBLE) / count(*) AS products_per_order,
        count(*) AS n_orders,
        CAST(sum(gap) AS DOUBLE) / nullif(count(gap), 0) AS mean_gap,
        CAST(sum(gap * gap) AS DOUBLE) / nullif(count(gap), 0) AS mean_square
    FROM gaps GROUP BY customer_id
),
others AS (
    SELECT
        customer_id,
        count(*) FILTER (event_type = 'view') AS n_views,
        count(*) FILTER (event_type = 'cart') AS n_carts,
        CAST(sum(quantity) FILTER (event_type = 'return') AS DOUBLE) AS returned
    FROM known WHERE customer_id IS NOT NULL
    GROUP BY customer_id
)
SELECT
    lines.customer_id,
    mean_gap / 86400 AS mean_gap_days,
    sqrt(greatest(mean_square - mean_gap * mean_gap, 0)) / nullif(mean_gap, 0) AS gap_irregularity,
    products_per_order,
    units / rhythms.n_orders AS units_per_order,
    lines.n_products,
    1 - CAST(revenue_with_list_price AS DOUBLE) / nullif(CAST(list_revenue AS DOUBLE), 0) AS discount_share,
    price_position / nullif(n_prices, 0) AS price_position,
    category_position / nullif(n_prices, 0) AS category_position,
    coalesce(returned, 0) / nullif(units, 0) AS return_share,
    n_views,
    n_carts
FROM lines
JOIN rhythms USING (customer_id)
JOIN others USING (customer_id)
ORDER BY lines.customer_id
