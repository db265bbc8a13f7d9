-- The lines of a customer's rows: those that are kept, that a treatment has dropped, and of which a newer version counts.
CREATE OR REPLACE TEMP TABLE forgotten_lines AS
SELECT import_no, file_row AS row_number FROM events WHERE customer_id = $customer_id
UNION ALL SELECT import_no, file_row FROM set_aside WHERE customer_id = $customer_id
UNION ALL SELECT import_no, file_row FROM replaced_events WHERE customer_id = $customer_id AND file_row IS NOT NULL
