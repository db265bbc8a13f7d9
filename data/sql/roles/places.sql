-- grain: kind, place: how many customers came to a store or channel
SELECT 'store' AS kind, store_id AS place, count(DISTINCT customer_id) AS counted FROM events GROUP BY ALL
UNION ALL
SELECT 'channel', channel, count(DISTINCT customer_id) FROM events GROUP BY ALL
