-- Rejects of the customer's rows that a treatment has dropped.
DELETE FROM rejects USING set_aside
WHERE set_aside.customer_id = $customer_id AND rejects.import_no = set_aside.import_no AND rejects.row_number = set_aside.file_row
