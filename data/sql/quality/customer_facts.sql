-- grain: customer_id, with what the customer did how often
CREATE OR REPLACE TEMP TABLE customer_facts AS
SELECT customer_id, count(*) AS n_rows, count(*) FILTER (event_type IN ('view', 'cart')) AS n_looks,
    count(*) FILTER (event_type = 'purchase') AS n_lines
FROM events WHERE customer_id IS NOT NULL GROUP BY customer_id
