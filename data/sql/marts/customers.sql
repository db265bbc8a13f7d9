-- grain: customer_id (whoever came, n_orders 0 where nothing was bought yet; guests have no id and are left out)
WITH /* found */
/* told */
lines AS (
    FROM order_lines(CAST($as_of AS TIMESTAMP)) WHERE customer_id IS NOT NULL
),
visits AS (
    SELECT customer_id, count(*) AS n_visits FROM found GROUP BY customer_id
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
    customers.* EXCLUDE (customer_id, import_no, problem)/* told_columns */
FROM visits
CROSS JOIN today
LEFT JOIN orders USING (customer_id)
LEFT JOIN customers ON customers.customer_id = visits.customer_id
/* join_told */
ORDER BY visits.customer_id
