-- grain: customer_id, trait, value (what known customers spent on the 24 largest values of a trait; NULL: on all others)
WITH order_lines AS NOT MATERIALIZED (
    SELECT *, CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue
    FROM events
    WHERE event_type = 'purchase' AND customer_id IS NOT NULL
        AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
),
catalog AS (SELECT product_id, category AS known_category, brand AS known_brand FROM products),
facts AS (
    SELECT customer_id, revenue, event_time, list_price, net_price, channel, store_id,
        coalesce(known_category, category) AS category, coalesce(known_brand, brand) AS brand
    FROM order_lines LEFT JOIN catalog USING (product_id)
),
spent AS (
    SELECT customer_id, 'category' AS trait, category AS value, sum(revenue) AS revenue FROM facts GROUP BY ALL
    UNION ALL
    SELECT customer_id, 'brand', brand, sum(revenue) FROM facts GROUP BY ALL
    UNION ALL
    SELECT customer_id, 'channel', channel, sum(revenue) FROM facts GROUP BY ALL
    UNION ALL
    SELECT customer_id, 'store', store_id, sum(revenue) FROM facts GROUP BY ALL
    UNION ALL
    SELECT customer_id, 'hour', CAST(date_part('hour', event_time) AS VARCHAR), sum(revenue) FROM facts GROUP BY ALL
    UNION ALL
    SELECT customer_id, 'weekday', CAST(date_part('isodow', event_time) AS VARCHAR), sum(revenue) FROM facts GROUP BY ALL
    UNION ALL
    SELECT customer_id, 'reduced', CASE WHEN list_price > net_price THEN 'yes' ELSE 'no' END, sum(revenue)
    FROM facts WHERE list_price IS NOT NULL AND net_price IS NOT NULL GROUP BY ALL
),
totals AS (SELECT trait, value, sum(revenue) AS total FROM spent WHERE value IS NOT NULL GROUP BY ALL),
largest AS (SELECT trait, value FROM totals QUALIFY row_number() OVER (PARTITION BY trait ORDER BY total DESC, value) <= 24)
SELECT customer_id, spent.trait AS trait, largest.value AS value, coalesce(CAST(sum(revenue) AS DOUBLE), 0) AS revenue
FROM spent LEFT JOIN largest ON largest.trait = spent.trait AND largest.value = spent.value
WHERE spent.value IS NOT NULL
GROUP BY customer_id, spent.trait, largest.value
ORDER BY customer_id, trait, value
