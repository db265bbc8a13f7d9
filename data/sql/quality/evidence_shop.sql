-- grain: one row, with how much there is of what the analyses live on
WITH lines AS (
    SELECT *, coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id
    FROM events WHERE event_type = 'purchase'
),
orders AS (
    SELECT basket_id, count(DISTINCT product_id) AS n_products, count(customer_id) > 0 AS is_known
    FROM lines WHERE basket_id IS NOT NULL GROUP BY basket_id
),
buyers AS (SELECT customer_id, count(DISTINCT basket_id) AS n FROM lines WHERE customer_id IS NOT NULL GROUP BY customer_id),
looks AS (
    SELECT count(customer_id) AS n_views, count(*) - count(customer_id) AS n_nameless_views, count(DISTINCT customer_id) AS n_viewers
    FROM events WHERE event_type IN ('view', 'cart')
)
SELECT
    (SELECT count(*) FROM buyers) AS n_buyers,
    (SELECT count(*) FROM buyers WHERE n >= 2) AS n_repeat_buyers,
    (SELECT count(*) FROM buyers WHERE n >= 3) AS n_regulars,
    (SELECT count(*) FROM orders) AS n_orders,
    (SELECT count(*) FROM orders WHERE NOT is_known) AS n_nameless_orders,
    (SELECT count(*) FROM orders WHERE n_products >= 2) AS n_joint_orders,
    n_views, n_nameless_views, n_viewers,
    (SELECT date_diff('day', min(event_time), max(event_time)) + 1 FROM events) AS n_days,
    (SELECT count(*) FROM instruments) AS n_instruments,
    (SELECT count(DISTINCT lower(name)) FROM attributes WHERE is_of_customer) AS n_attributes
FROM looks
