-- grain: customer_id, month (known customers, months with a purchase; an order counts in the month in which it began)
WITH order_lines AS NOT MATERIALIZED ( -- without an order id the session, else the customer's day
    SELECT *, CAST(net_price * quantity AS DECIMAL(38, 4)) AS revenue,
        coalesce(order_id, 'session ' || session_id, 'day ' || customer_id || ' ' || CAST(event_time AS DATE)) AS basket_id
    FROM events
    WHERE event_type = 'purchase' AND event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
),
orders AS (
    SELECT customer_id, basket_id, min(event_time) AS first_order_at
    FROM order_lines WHERE customer_id IS NOT NULL GROUP BY customer_id, basket_id
),
order_counts AS (
    SELECT customer_id, date_trunc('month', first_order_at) AS month, count(*) AS n_orders
    FROM orders GROUP BY ALL
),
months AS (
    SELECT
        customer_id,
        date_trunc('month', event_time) AS month,
        min(event_time) AS first_order_at,
        max(event_time) AS last_order_at,
        count(DISTINCT CAST(event_time AS DATE)) AS n_days,
        coalesce(CAST(sum(revenue) AS DOUBLE), 0) AS revenue
    FROM order_lines WHERE customer_id IS NOT NULL GROUP BY ALL
)
SELECT customer_id, CAST(month AS TIMESTAMP) AS month, first_order_at, last_order_at, n_days, coalesce(n_orders, 0) AS n_orders, revenue
FROM months LEFT JOIN order_counts USING (customer_id, month)
ORDER BY customer_id, month
