-- One row per record of an events file, in its order, with the problem that kept it from being stored and what it
-- was called.
CREATE OR REPLACE TEMP TABLE refused AS
SELECT import_no, problem,
    CASE WHEN problem IS NOT NULL THEN product_id END AS product_id, CASE WHEN problem IS NOT NULL THEN title END AS title
FROM (/* query */)
