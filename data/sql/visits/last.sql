-- When events of customers that came after an import were last, to be kept.
INSERT INTO last_visits
SELECT customer_id, max(event_time)
FROM events
WHERE customer_id IS NOT NULL AND session_id IS NULL AND event_type IN ('view', 'cart', 'purchase', 'search')
    AND import_no > $import
GROUP BY customer_id
