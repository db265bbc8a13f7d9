-- grain: event_type
SELECT
    event_type,
    count(*) AS events,
    count(DISTINCT customer_id) AS customers,
    count(DISTINCT session_id) AS sessions
FROM events_before(CAST($as_of AS TIMESTAMP))
WHERE event_type IN ('view', 'cart', 'purchase')
GROUP BY event_type
ORDER BY list_position(['view', 'cart', 'purchase'], event_type)
