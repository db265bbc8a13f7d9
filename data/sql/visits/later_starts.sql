-- Where visits begin that came with later imports, after the last event known before; an event within the last visit moves nothing.
INSERT INTO visit_starts
SELECT customer_id, event_time
FROM (
    SELECT customer_id, event_time,
        event_time - greatest(lag(event_time) OVER (PARTITION BY customer_id ORDER BY event_time), last_at) AS quiet_time
    FROM visiting_events_after($import) LEFT JOIN last_known_visits() USING (customer_id)
    WHERE customer_id NOT IN (FROM backdated)
)
WHERE quiet_time IS NULL OR quiet_time > INTERVAL 30 MINUTE
