-- grain: category
WITH lines AS (FROM order_lines(CAST($as_of AS TIMESTAMP))),
in_events AS (
    SELECT product_id, arg_max(category, (n, category)) AS category
    FROM (SELECT product_id, category, count(*) AS n FROM events_before(CAST($as_of AS TIMESTAMP))
          WHERE category IS NOT NULL GROUP BY ALL)
    GROUP BY product_id
),
sold AS (SELECT DISTINCT product_id FROM lines),
names AS (
    SELECT product_id, coalesce(p.category, e.category, 'uncategorized') AS category
    FROM sold LEFT JOIN products p USING (product_id) LEFT JOIN in_events e USING (product_id)
)
SELECT
    names.category,
    coalesce(CAST(sum(revenue) AS DOUBLE), 0) AS revenue,
    count(DISTINCT basket_id) AS orders,
    CAST(sum(quantity) AS DOUBLE) AS units,
    count(DISTINCT product_id) AS products
FROM lines JOIN names USING (product_id)
GROUP BY names.category
ORDER BY revenue DESC, names.category
