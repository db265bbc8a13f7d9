-- Lines of the customer's rows that a treatment has dropped.
INSERT INTO forgotten_lines SELECT import_no, file_row FROM set_aside WHERE customer_id = $customer_id
