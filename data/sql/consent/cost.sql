-- grain: one row: how many customers there are and refuse, and what they bought
WITH known AS (
    SELECT customer_id FROM events WHERE customer_id IS NOT NULL
    UNION
    SELECT customer_id FROM customers WHERE customer_id IS NOT NULL
),
sales AS (
    SELECT CAST(coalesce(sum(net_price * quantity), 0) AS DOUBLE) AS revenue,
        CAST(coalesce(sum(net_price * quantity) FILTER (customer_id IN (FROM refusers)), 0) AS DOUBLE) AS revenue_refused
    FROM events WHERE event_type = 'purchase'
)
SELECT (SELECT count(*) FROM known) AS n_customers, (SELECT count(*) FROM known SEMI JOIN refusers USING (customer_id)) AS n_refused,
    revenue, revenue_refused
FROM sales
