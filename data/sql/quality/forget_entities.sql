-- The customer's line in a customers file.
DELETE FROM entity_lines WHERE kind = 'customers' AND id_hash = hash($customer_id)
