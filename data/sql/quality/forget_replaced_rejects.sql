-- Rejects of the customer's rows of which a newer version counts.
DELETE FROM rejects USING replaced_events AS aside
WHERE aside.customer_id = $customer_id AND rejects.import_no = aside.import_no AND rejects.row_number = aside.file_row
