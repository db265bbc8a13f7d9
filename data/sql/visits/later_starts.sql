-- Where visits begin that came with later imports, after the last event known before; an event within the last visit moves nothing.
INSERT INTO visit_starts
WITH last_known AS (SELECT customer_id, max(last_at) AS last_at FROM last_visits GROUP BY customer_id)
SELECT customer_id, event_time
FROM (
    SELECT customer_id, event_time,
        event_time - greatest(lag(event_time) OVER (PARTITION BY customer_id ORDER BY event_time), last_at) AS quiet_time
    FROM events LEFT JOIN last_known USING (customer_id)
    WHERE customer_id IS NOT NULL AND session_id IS NULL AND event_type IN ('view', 'cart', 'purchase', 'search')
        AND import_no > $import AND customer_id NOT IN (FROM backdated)
)
WHERE quiet_time IS NULL OR quiet_time > INTERVAL 30 MINUTE
