-- When events of customers that came after an import were last, to be kept.
INSERT INTO last_visits SELECT customer_id, max(event_time) FROM visiting_events_after($import) GROUP BY customer_id
