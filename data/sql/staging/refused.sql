-- One row per record of an events file, in its order, with the problem that kept it from being stored.
CREATE OR REPLACE TEMP TABLE refused AS
SELECT import_no, order_id, event_time, product_id, CASE WHEN NOT starts_with(problem, 'not a product') THEN problem END AS problem
FROM (/* query */)
