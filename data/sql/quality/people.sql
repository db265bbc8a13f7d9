-- grain: event row, kind (bot, placeholder_customer, no_customer): events that are not those of one person
WITH browsers AS (SELECT customer_id FROM customer_facts WHERE n_looks >= 60),
bots AS (
    SELECT DISTINCT customer_id
    FROM (SELECT customer_id FROM events SEMI JOIN browsers USING (customer_id) WHERE event_type IN ('view', 'cart')
          GROUP BY customer_id, date_trunc('minute', event_time)
          HAVING count(*) >= 60 AND count(DISTINCT event_time) > 1)
),
totals AS (SELECT sum(n_lines) AS n_all, count(*) FILTER (n_lines > 0) AS n_buyers FROM customer_facts),
orders AS (
    SELECT customer_id, count(DISTINCT coalesce(order_id, CAST(CAST(event_time AS DATE) AS VARCHAR))) AS n
    FROM events SEMI JOIN (SELECT customer_id FROM customer_facts, totals WHERE n_lines >= 20 AND n_lines > 0.05 * n_all) USING (customer_id)
    WHERE event_type = 'purchase' GROUP BY customer_id
),
all_orders AS (SELECT count(DISTINCT order_id) AS n_all FROM events WHERE event_type = 'purchase' AND EXISTS (SELECT 1 FROM orders)),
placeholders AS (
    SELECT customer_id FROM orders, all_orders, totals
    WHERE n >= 20 AND n > 0.1 * greatest(all_orders.n_all, n) AND n * n_buyers > 10 * greatest(all_orders.n_all, n)
    UNION
    SELECT customer_id FROM customer_facts
    WHERE list_contains(['guest', 'anonymous', 'anonym', 'unknown', 'undefined', 'dummy', 'nobody', 'walk-in', 'walkin', 'cash', '-1',
        '0', '00', '000', '0000', '9999', '99999', '999999', 'n.a.'], lower(trim(customer_id)))
)
SELECT 'bot' AS kind, events.rowid AS rid, 'customer_id' AS column_name, customer_id AS value, NULL AS cap
FROM events SEMI JOIN bots USING (customer_id) WHERE event_type IN ('view', 'cart')
UNION ALL
SELECT 'placeholder_customer', events.rowid, 'customer_id', customer_id, NULL
FROM events SEMI JOIN placeholders USING (customer_id)
UNION ALL
SELECT 'no_customer', rowid, 'customer_id', NULL, NULL FROM events WHERE customer_id IS NULL
