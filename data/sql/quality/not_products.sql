-- grain: event row that is rejected for its code alone: it could come in if the shop wished
SELECT 'non_product' AS kind, rowid AS rid, 'product_id' AS column_name, product_id AS value
FROM events
WHERE import_no = $import_no AND starts_with(problem, 'not a product')
    AND coalesce(customer_id, order_id, session_id) IS NOT NULL
    AND (event_type NOT IN ('purchase', 'return') OR NOT $has_price OR net_price > 0)
