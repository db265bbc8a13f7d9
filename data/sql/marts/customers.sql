-- grain: customer_id (whoever came, n_orders 0 where nothing was bought yet; guests have no id and are left out)
-- told: the attributes of their events ($told, customer_id first among them) that had one value only
WITH told AS (
    SELECT CASE WHEN min(COLUMNS($told)) = max(COLUMNS($told)) THEN min(COLUMNS($told)) END
    FROM events_before(CAST($as_of AS TIMESTAMP)) WHERE customer_id IS NOT NULL AND len($told) > 1 GROUP BY customer_id
),
lines AS (
    FROM order_lines(CAST($as_of AS TIMESTAMP)) WHERE customer_id IS NOT NULL
),
visits AS (
    SELECT customer_id, count(*) AS n_visits
    FROM found_visits(CAST($as_of AS TIMESTAMP), CAST($is_browsed AS BOOLEAN), CAST($are_starts_kept AS BOOLEAN))
    GROUP BY customer_id
),
orders AS (
    SELECT
        customer_id,
        min(event_time) AS first_order_at,
        max(event_time) AS last_order_at,
        count(DISTINCT basket_id) AS n_orders,
        coalesce(CAST(sum(revenue) AS DOUBLE), 0) AS monetary
    FROM lines
    GROUP BY customer_id
),
today AS (
    SELECT coalesce(CAST($as_of AS TIMESTAMP), max(event_time)) AS as_of FROM events
)
SELECT
    visits.customer_id,
    first_order_at,
    last_order_at,
    date_sub('day', last_order_at, today.as_of) AS recency_days,
    coalesce(n_orders, 0) AS n_orders,
    coalesce(monetary, 0) AS monetary,
    n_visits,
    customers.* EXCLUDE (customer_id, import_no, problem),
    told.* EXCLUDE (customer_id)
FROM visits
CROSS JOIN today
LEFT JOIN orders USING (customer_id)
LEFT JOIN customers ON customers.customer_id = visits.customer_id
LEFT JOIN told ON told.customer_id = visits.customer_id
ORDER BY visits.customer_id
