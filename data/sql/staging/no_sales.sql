-- One row per line of an import that its status keeps out, wherever it waits to become a reject.
CREATE OR REPLACE TEMP TABLE no_sales AS
SELECT order_id, event_time, product_id FROM (
    SELECT order_id, event_time, product_id, problem FROM refused
    UNION ALL SELECT order_id, event_time, product_id, problem FROM events WHERE import_no = $import_no AND problem IS NOT NULL
)
WHERE order_id IS NOT NULL AND reason_of(problem) IN ('no_sale', 'returned')
