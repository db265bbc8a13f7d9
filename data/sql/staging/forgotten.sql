-- Rows of an import that belong to a forgotten customer become rejects that do not name them.
UPDATE /* table */ SET problem = problem('forgotten', 'customer_id', NULL)
WHERE import_no = $import_no AND customer_id IN (
    SELECT customer_id FROM (SELECT DISTINCT customer_id FROM /* table */ WHERE import_no = $import_no)
    WHERE sha256((SELECT any_value(salt) FROM forgotten_customers) || customer_id) IN (SELECT hash FROM forgotten_customers)
)
