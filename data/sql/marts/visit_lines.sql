-- grain: visit_id, product_id
WITH known AS (FROM visit_events(CAST($as_of AS TIMESTAMP))),
visits AS (
    SELECT
        customer_id, visit_kind, visit_key,
        row_number() OVER (ORDER BY min(event_time), customer_id, visit_kind, visit_key) - 1 AS visit_id
    FROM known
    GROUP BY customer_id, visit_kind, visit_key
),
lines AS (
    SELECT
        customer_id, visit_kind, visit_key, product_id,
        bool_or(event_type IN ('view', 'cart')) AS is_seen,
        coalesce(CAST(sum(quantity) FILTER (event_type = 'purchase') AS DOUBLE), 0) AS n_bought,
        CAST(sum(net_price) AS DOUBLE) / nullif(count(net_price), 0) AS price,
        count(*) FILTER (event_type = 'purchase') AS quantity_lines
    FROM known
    WHERE product_id IN (SELECT unnest(CAST($products AS VARCHAR[])))
    GROUP BY customer_id, visit_kind, visit_key, product_id
)
SELECT visit_id, product_id, is_seen, n_bought, price, quantity_lines
FROM lines JOIN visits USING (customer_id, visit_kind, visit_key)
ORDER BY visit_id, product_id
