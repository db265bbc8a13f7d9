-- grain: event row, kind (unmatched_return, undone_purchase): returns walked through in time with the purchases they may undo
-- First by customer, product, price and quantity (a return that makes more returns than purchases so far has none of its own);
-- what is left may be parts of earlier purchases of that product by that customer, as long as so many units were bought.
WITH returned AS (SELECT DISTINCT customer_id, product_id FROM events WHERE event_type = 'return'),
moves AS (
    SELECT e.rowid AS rid, hash(e.customer_id, e.product_id) AS who, net_price, quantity, event_time, event_type,
        CASE WHEN event_type = 'return' THEN 1 ELSE -1 END AS step
    FROM events AS e JOIN returned AS r ON e.product_id = r.product_id AND e.customer_id IS NOT DISTINCT FROM r.customer_id
    WHERE event_type IN ('purchase', 'return')
),
balanced AS (
    SELECT *, sum(step) OVER w AS balance,
        count(*) FILTER (event_type = 'purchase') OVER w AS nth_purchase
    FROM moves WINDOW w AS (PARTITION BY who, net_price, quantity ORDER BY event_time, event_type, rid ROWS UNBOUNDED PRECEDING)
),
judged AS (
    SELECT *, event_type = 'return' AND balance > 0 AND balance > coalesce(max(balance) OVER earlier, 0) AS is_unmatched
    FROM balanced
    WINDOW earlier AS (PARTITION BY who, net_price, quantity ORDER BY event_time, event_type, rid ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
counted AS (
    SELECT *, count(*) FILTER (event_type = 'return' AND NOT is_unmatched) OVER (PARTITION BY who, net_price, quantity) AS n_undone
    FROM judged
),
owed AS (
    SELECT *, sum(step * quantity) OVER (PARTITION BY who ORDER BY event_time, event_type, rid ROWS UNBOUNDED PRECEDING) AS n_owed
    FROM counted
),
parted AS (
    SELECT *, n_owed > 0 AND n_owed > coalesce(max(n_owed) OVER earlier, 0) AS is_of_nothing
    FROM owed
    WINDOW earlier AS (PARTITION BY who ORDER BY event_time, event_type, rid ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
)
SELECT 'unmatched_return' AS kind, rid, 'quantity' AS column_name, CAST(quantity AS VARCHAR) AS value, NULL AS cap
FROM parted WHERE is_unmatched AND is_of_nothing
UNION ALL
SELECT 'undone_purchase', rid, 'quantity', CAST(quantity AS VARCHAR), NULL
FROM parted WHERE event_type = 'return' AND NOT is_unmatched OR event_type = 'purchase' AND nth_purchase <= n_undone
