-- grain: line of a customers file with an age that nobody has
SELECT 'impossible_attribute' AS kind, customers.import_no, lines.row_number AS "row", $name AS column_name, CAST(/* column */ AS VARCHAR) AS value
FROM customers
LEFT JOIN entity_lines AS lines
    ON lines.kind = 'customers' AND lines.import_no = customers.import_no AND lines.id_hash = hash(customer_id)
WHERE TRY_CAST(/* column */ AS DOUBLE) NOT BETWEEN 0 AND 120
