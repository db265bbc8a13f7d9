-- grain: customer_id, event_no (1 is the latest of at most 64; what one hour holds of a category and type is one event)
WITH known AS NOT MATERIALIZED (FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')),
in_events AS (
    SELECT product_id, arg_max(category, (n, category)) AS category
    FROM (SELECT product_id, category, count(*) AS n FROM known WHERE category IS NOT NULL GROUP BY ALL)
    GROUP BY product_id
),
usual AS (
    SELECT product_id, median(CAST(net_price AS DOUBLE)) AS price
    FROM known WHERE event_type <> 'return' AND net_price > 0
    GROUP BY product_id
),
told AS (
    SELECT
        known.customer_id, date_trunc('hour', known.event_time) AS event_time, known.event_type,
        coalesce(products.category, in_events.category, 'uncategorized') AS category,
        count(*) AS n_lines,
        -- decimals, as their sums repeat
        sum(CAST(ln(CAST(net_price AS DOUBLE) / price) AS DECIMAL(18, 8))) FILTER (net_price > 0) AS price_position,
        count(*) FILTER (net_price > 0 AND price IS NOT NULL) AS n_prices
    FROM known
    LEFT JOIN usual USING (product_id) LEFT JOIN products USING (product_id) LEFT JOIN in_events USING (product_id)
    WHERE known.customer_id IS NOT NULL AND known.event_type <> 'exposure' -- what a customer was shown is not theirs
    GROUP BY ALL
),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY event_time DESC, event_type, category) AS event_no
    FROM told
)
SELECT customer_id, event_no, event_time, event_type, category, n_lines,
    coalesce(CAST(price_position AS DOUBLE) / nullif(n_prices, 0), 0) AS price_position
FROM numbered
WHERE event_no <= 64
ORDER BY customer_id, event_no
