-- grain: visit_id
WITH visits AS (
    SELECT
        customer_id, visit_kind, visit_key,
        min(event_time) AS visited_at,
        min(store_id) AS store_id,
        count(DISTINCT product_id) FILTER (event_type = 'purchase') AS n_products_bought
    FROM visit_events(CAST($as_of AS TIMESTAMP))
    GROUP BY customer_id, visit_kind, visit_key
)
SELECT
    row_number() OVER (ORDER BY visited_at, customer_id, visit_kind, visit_key) - 1 AS visit_id,
    customer_id,
    visited_at,
    store_id,
    n_products_bought,
    visit_kind IN (1, 2) AS is_session
FROM visits
ORDER BY visit_id
