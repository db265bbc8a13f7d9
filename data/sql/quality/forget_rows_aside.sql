-- The customer's dropped rows.
DELETE FROM set_aside WHERE customer_id = $customer_id
