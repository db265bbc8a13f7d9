-- grain: event_type
WITH known AS NOT MATERIALIZED (FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity'))
SELECT
    event_type,
    count(*) AS events,
    count(DISTINCT customer_id) AS customers,
    count(DISTINCT session_id) AS sessions
FROM known
WHERE event_type IN ('view', 'cart', 'purchase')
GROUP BY event_type
ORDER BY list_position(['view', 'cart', 'purchase'], event_type)
