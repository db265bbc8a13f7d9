-- grain: visit_id, product_id
WITH wanted AS NOT MATERIALIZED (
    FROM visiting_events(CAST($as_of AS TIMESTAMP)) WHERE product_id IN (SELECT unnest(CAST($products AS VARCHAR[])))
),
visits AS MATERIALIZED (
    FROM numbered_visits(CAST($as_of AS TIMESTAMP), CAST($is_browsed AS BOOLEAN), CAST($are_starts_kept AS BOOLEAN))
),
lines AS (FROM in_visits('wanted', 'visits', CAST($is_browsed AS BOOLEAN)))
SELECT
    visit_id,
    product_id,
    bool_or(event_type IN ('view', 'cart')) AS is_seen,
    coalesce(CAST(sum(quantity) FILTER (event_type = 'purchase') AS DOUBLE), 0) AS n_bought,
    CAST(sum(net_price) AS DOUBLE) / nullif(count(net_price), 0) AS price,
    count(*) FILTER (event_type = 'purchase') AS quantity_lines
FROM lines
GROUP BY visit_id, product_id
ORDER BY visit_id, product_id
