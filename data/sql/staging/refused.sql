-- One row per record of an events file, in its order, with the problem that kept it from being stored and what it was:
-- nothing of those that were stored, which stand in their table.
CREATE OR REPLACE TEMP TABLE refused AS
SELECT import_no, problem,
    CASE WHEN problem IS NOT NULL THEN order_id END AS order_id, CASE WHEN problem IS NOT NULL THEN event_time END AS event_time,
    CASE WHEN problem IS NOT NULL THEN product_id END AS product_id, CASE WHEN problem IS NOT NULL THEN title END AS title
FROM (/* query */)
