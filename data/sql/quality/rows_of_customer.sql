-- grain: event row of one customer
CREATE OR REPLACE TEMP TABLE rows_of_customer AS SELECT rowid AS rid FROM events WHERE customer_id = $customer_id
