-- Customers of whom later imports tell of times before their last known visit.
CREATE OR REPLACE TEMP TABLE backdated AS
SELECT DISTINCT customer_id
FROM events
JOIN (SELECT customer_id, max(started_at) AS started_at FROM visit_starts GROUP BY customer_id) USING (customer_id)
WHERE customer_id IS NOT NULL AND session_id IS NULL AND event_type IN ('view', 'cart', 'purchase', 'search')
    AND import_no > $import AND event_time < started_at
