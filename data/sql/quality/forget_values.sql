-- Doubts that name the customer.
DELETE FROM doubts WHERE value = $customer_id
