-- grain: event row, kind (above_list_price, cost_above_price, impossible_cost): amounts of one row that contradict one another
SELECT 'above_list_price' AS kind, rowid AS rid, 'net_price' AS column_name, CAST(net_price AS VARCHAR) AS value, NULL AS cap
FROM events WHERE net_price > list_price AND list_price > 0
UNION ALL
SELECT 'cost_above_price', rowid, 'cost', CAST(cost AS VARCHAR), NULL
FROM events WHERE cost > net_price AND event_type = 'purchase'
UNION ALL
SELECT 'impossible_cost', rowid, CASE WHEN cost < 0 THEN 'cost' ELSE 'list_price' END,
    CAST(CASE WHEN cost < 0 THEN cost ELSE list_price END AS VARCHAR), NULL
FROM events WHERE cost < 0 OR list_price <= 0
UNION ALL
SELECT 'impossible_price', rowid, 'net_price', CAST(net_price AS VARCHAR), NULL
FROM events WHERE net_price <= 0
