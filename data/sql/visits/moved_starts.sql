-- Where visits of customers begin whose past has changed: found anew.
INSERT INTO visit_starts
SELECT customer_id, event_time
FROM (
    SELECT customer_id, event_time,
        event_time - lag(event_time) OVER (PARTITION BY customer_id ORDER BY event_time) AS quiet_time
    FROM events
    WHERE customer_id IS NOT NULL AND session_id IS NULL AND event_type IN ('view', 'cart', 'purchase', 'search')
        AND customer_id IN (FROM backdated)
)
WHERE quiet_time IS NULL OR quiet_time > INTERVAL 30 MINUTE
