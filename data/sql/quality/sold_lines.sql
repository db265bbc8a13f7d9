-- grain: purchase of the first ones, with the numbers that its kept columns may be
SELECT net_price AS "price paid", quantity AS "units sold", /* numbers */
FROM events WHERE event_type = 'purchase' AND net_price > 0 AND quantity > 0 LIMIT 50000
