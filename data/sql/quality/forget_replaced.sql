-- Lines of the customer's rows of which a newer version counts.
INSERT INTO forgotten_lines SELECT import_no, file_row FROM replaced_events WHERE customer_id = $customer_id AND file_row IS NOT NULL
