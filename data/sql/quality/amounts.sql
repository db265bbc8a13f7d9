-- grain: event row, kind (above_list_price, cost_above_price, impossible_cost): amounts of one row that contradict one another
SELECT 'above_list_price' AS kind, rowid AS rid, 'net_price' AS column_name, amount_text(net_price) AS value, NULL AS cap
FROM events WHERE CAST(net_price AS DECIMAL(18, 4)) > CAST(list_price AS DECIMAL(18, 4)) AND list_price > 0
UNION ALL
SELECT 'cost_above_price', rowid, 'cost', CAST(cost AS VARCHAR), NULL
FROM events WHERE cost > net_price AND event_type = 'purchase'
UNION ALL
SELECT 'impossible_cost', rowid, CASE WHEN cost < 0 THEN 'cost' ELSE 'list_price' END,
    amount_text(CASE WHEN cost < 0 THEN cost ELSE list_price END), NULL
FROM events WHERE cost < 0 OR list_price <= 0
UNION ALL
SELECT 'impossible_price', rowid, 'net_price', amount_text(net_price), NULL
FROM events WHERE net_price <= 0
