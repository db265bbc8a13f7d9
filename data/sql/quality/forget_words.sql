-- Lines of rejects that have the id as a word, which go with the customer.
INSERT INTO forgotten_lines
SELECT import_no, row_number FROM rejects
WHERE row_number IS NOT NULL AND (list_contains(regexp_split_to_array(value, '[\s,;|"]+'), $customer_id)
    OR list_contains(regexp_split_to_array(column_name, '[\s,;|"]+'), $customer_id))
