-- Customers of whom later imports tell of times before their last known visit.
CREATE OR REPLACE TEMP TABLE backdated AS
SELECT DISTINCT customer_id
FROM visiting_events_after($import)
JOIN (SELECT customer_id, max(started_at) AS started_at FROM visit_starts GROUP BY customer_id) USING (customer_id)
WHERE event_time < started_at
