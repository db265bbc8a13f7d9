-- grain: product_id (every product of the catalog or of the events)
WITH known AS NOT MATERIALIZED (FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')),
order_lines AS NOT MATERIALIZED ( -- without an order id the session, else the customer's day
    SELECT *, CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue,
        coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id
    FROM events
    WHERE event_type = 'purchase' AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
),
span AS (SELECT max(event_time) AS last_at FROM known),
lines AS (
    SELECT product_id, sum(quantity) AS units, sum(revenue) AS revenue,
        count(DISTINCT basket_id) AS n_orders, count(DISTINCT customer_id) AS n_customers
    FROM order_lines GROUP BY product_id
),
facts AS (
    SELECT
        product_id,
        count(*) FILTER (event_type = 'view') AS n_views,
        sum(quantity) FILTER (event_type = 'return') AS returned,
        count(DISTINCT CAST(net_price AS DECIMAL(18, 4))) FILTER (event_type <> 'return') AS n_prices,
        quantile_cont(CAST(net_price AS DOUBLE), [0.05, 0.5, 0.95]) FILTER (event_type <> 'return') AS prices,
        median(CAST(list_price AS DOUBLE)) FILTER (event_type <> 'return') AS list_price,
        median(CAST(net_price AS DOUBLE)) FILTER (event_type <> 'return' AND event_time > last_at - INTERVAL 90 DAY) AS recent_price
    FROM known, span GROUP BY product_id
),
costs AS (
    SELECT product_id, arg_max(cost, day) AS cost
    FROM (SELECT product_id, CAST(event_time AS DATE) AS day, median(CAST(cost AS DOUBLE)) AS cost
          FROM known WHERE cost IS NOT NULL GROUP BY ALL)
    GROUP BY product_id
),
names AS (
    SELECT
        product_id,
        arg_max(value, (n, value)) FILTER (kind = 'title') AS title,
        arg_max(value, (n, value)) FILTER (kind = 'category') AS category,
        arg_max(value, (n, value)) FILTER (kind = 'brand') AS brand
    FROM (
        SELECT product_id, 'title' AS kind, title AS value, count(*) AS n FROM known WHERE title IS NOT NULL GROUP BY ALL
        UNION ALL
        SELECT product_id, 'category', category, count(*) FROM known WHERE category IS NOT NULL GROUP BY ALL
        UNION ALL
        SELECT product_id, 'brand', brand, count(*) FROM known WHERE brand IS NOT NULL GROUP BY ALL
    )
    GROUP BY product_id
),
ids AS ( -- a search names no product
    SELECT product_id FROM facts WHERE product_id IS NOT NULL UNION SELECT product_id FROM products
)
SELECT
    ids.product_id,
    coalesce(catalog.title, names.title) AS title,
    coalesce(catalog.category, names.category) AS category,
    coalesce(catalog.brand, names.brand) AS brand,
    coalesce(CAST(catalog.list_price AS DOUBLE), facts.list_price, recent_price, prices[2]) AS list_price,
    coalesce(CAST(catalog.cost AS DOUBLE), costs.cost) AS cost,
    coalesce(CAST(units AS DOUBLE), 0) AS units,
    coalesce(CAST(revenue AS DOUBLE), 0) AS revenue,
    coalesce(n_orders, 0) AS n_orders,
    coalesce(n_customers, 0) AS n_customers,
    coalesce(n_views, 0) AS n_views,
    coalesce(n_prices, 0) AS n_prices,
    prices[1] AS price_low,
    prices[3] AS price_high,
    CAST(coalesce(returned, 0) AS DOUBLE) / nullif(CAST(units AS DOUBLE), 0) AS return_share,
    CASE coalesce(catalog.is_sellable, catalog.units_at_hand > 0) WHEN true THEN 'in_stock' WHEN false THEN 'sold_out' END AS availability
FROM ids
LEFT JOIN products AS catalog USING (product_id)
LEFT JOIN names USING (product_id)
LEFT JOIN facts USING (product_id)
LEFT JOIN lines USING (product_id)
LEFT JOIN costs USING (product_id)
ORDER BY revenue DESC, ids.product_id
