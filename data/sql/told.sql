-- One row per customer: the attributes of their events that had one value only.
told AS (
    SELECT customer_id, /* single */
    FROM events_before(CAST($as_of AS TIMESTAMP)) WHERE customer_id IS NOT NULL GROUP BY customer_id
),
