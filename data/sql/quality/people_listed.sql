-- grain: line of a customers file that no event names
SELECT 'silent_customer' AS kind, customers.import_no, lines.row_number AS "row", 'customer_id' AS column_name, customer_id AS value
FROM customers ANTI JOIN customer_facts USING (customer_id)
LEFT JOIN entity_lines AS lines
    ON lines.kind = 'customers' AND lines.import_no = customers.import_no AND lines.id_hash = hash(customer_id)
