-- Rows of an import that belong to a forgotten customer become rejects that do not name them.
UPDATE /* table */ SET problem = problem('forgotten', 'customer_id', NULL)
WHERE import_no = $import_no AND /* named */ IN (
    SELECT named FROM (SELECT DISTINCT /* named */ AS named FROM /* table */ WHERE import_no = $import_no)
    WHERE sha256((SELECT any_value(salt) FROM forgotten_customers) || named) IN (SELECT hash FROM forgotten_customers)
)
