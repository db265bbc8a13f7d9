-- grain: visit_id
WITH wanted AS NOT MATERIALIZED (
    FROM visiting_events(CAST($as_of AS TIMESTAMP)) WHERE event_type = 'purchase' OR store_id IS NOT NULL
),
visits AS MATERIALIZED (
    FROM numbered_visits(CAST($as_of AS TIMESTAMP), CAST($is_browsed AS BOOLEAN), CAST($are_starts_kept AS BOOLEAN))
),
facts AS (
    SELECT visit_id, min(store_id) AS store_id, count(product_id) AS n_products_bought
    FROM (
        SELECT visit_id, CASE WHEN event_type = 'purchase' THEN product_id END AS product_id, min(store_id) AS store_id
        FROM in_visits('wanted', 'visits', CAST($is_browsed AS BOOLEAN)) GROUP BY ALL
    )
    GROUP BY visit_id
)
SELECT visit_id, customer_id, visited_at, store_id, coalesce(n_products_bought, 0) AS n_products_bought, visit_kind IN (1, 2) AS is_session
FROM visits LEFT JOIN facts USING (visit_id)
ORDER BY visit_id
