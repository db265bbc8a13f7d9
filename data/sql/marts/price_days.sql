-- grain: product_id, store_id, day (days of sales and views; where there were none, the shop's own price table tells the price)
SET VARIABLE numbers = (
    -- cost; instruments chosen at an import (DOUBLE, under a name of their own); attributes kept as text that read as numbers
    SELECT ['cost'] || coalesce(list(column_name ORDER BY data_type = 'VARCHAR', column_name), [])[:20] -- medians of more would slow every page
    FROM duckdb_columns()
    WHERE table_name = 'events' AND database_name = current_database() AND (
        data_type = 'DOUBLE' AND lower(column_name) IN (SELECT lower(name) FROM instruments)
        OR data_type IN ('VARCHAR', 'DOUBLE') AND lower(column_name) IN (SELECT lower(name) FROM attributes WHERE kind = 'events' AND is_number)
    )
);
WITH known AS NOT MATERIALIZED (FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')),
sold AS (
    SELECT
        product_id,
        store_id,
        date_trunc('day', event_time)::TIMESTAMP AS day,
        median(CAST(net_price AS DOUBLE)) AS price,
        median(CAST(list_price AS DOUBLE)) AS list_price,
        count(*) AS n_rows,
        count(DISTINCT customer_id) AS n_customers,
        var_pop(ln(CAST(net_price AS DOUBLE))) AS log_price_variance,
        avg(CASE WHEN lower(promotion) NOT IN ('0', '0.0', 'false', 'f', 'no', 'n', 'none', '') THEN 1 ELSE 0 END) AS promotion,
        median(loose_number(COLUMNS(getvariable('numbers')))) -- cost, and what else of the events is a number
    FROM known
    WHERE product_id IN (SELECT unnest(CAST(getvariable('products') AS VARCHAR[]))) AND event_type IN ('view', 'cart', 'purchase') AND net_price > 0
    GROUP BY product_id, store_id, day
)
FROM sold
UNION ALL BY NAME
SELECT product_id, store_id, day, CAST(price AS DOUBLE) AS price, CAST(1 AS BIGINT) AS n_rows, CAST(0 AS BIGINT) AS n_customers,
    CAST(0 AS DOUBLE) AS promotion
FROM (SELECT product_id, store_id, date_trunc('day', day)::TIMESTAMP AS day, arg_max(price, day) AS price FROM prices GROUP BY ALL) AS listed
WHERE product_id IN (SELECT unnest(CAST(getvariable('products') AS VARCHAR[]))) AND day < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
  AND NOT EXISTS (FROM sold WHERE sold.product_id = listed.product_id AND sold.day = listed.day
                  AND (listed.store_id IS NULL OR sold.store_id IS NOT DISTINCT FROM listed.store_id))
ORDER BY product_id, store_id, day
