-- Where visits begin of customers whose past has changed: found anew.
INSERT INTO visit_starts
SELECT customer_id, event_time
FROM (
    SELECT customer_id, event_time,
        event_time - lag(event_time) OVER (PARTITION BY customer_id ORDER BY event_time) AS quiet_time
    FROM visiting_events(CAST(NULL AS TIMESTAMP)) WHERE session_id IS NULL AND customer_id IN (FROM backdated)
)
WHERE quiet_time IS NULL OR quiet_time > INTERVAL 30 MINUTE
