-- grain: event row, kind (orphan_product, unknown_customer): what the catalog or the customers file does not have
WITH orphans AS (
    SELECT product_id FROM product_facts ANTI JOIN products USING (product_id) WHERE EXISTS (SELECT 1 FROM products)
),
unknown AS (
    SELECT customer_id FROM customer_facts ANTI JOIN customers USING (customer_id) WHERE EXISTS (SELECT 1 FROM customers)
)
SELECT 'orphan_product' AS kind, events.rowid AS rid, 'product_id' AS column_name, product_id AS value, NULL AS cap
FROM events SEMI JOIN orphans USING (product_id)
UNION ALL
SELECT 'unknown_customer', min(events.rowid), 'customer_id', customer_id, NULL
FROM events SEMI JOIN unknown USING (customer_id) GROUP BY customer_id
