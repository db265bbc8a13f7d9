-- grain: line of a products file, kind
WITH listed AS (
    SELECT products.*, "row" FROM products
    LEFT JOIN (SELECT import_no, id_hash, row_number AS "row" FROM entity_lines WHERE kind = 'products') AS lines
        ON lines.import_no = products.import_no AND lines.id_hash = hash(products.product_id)
),
texts AS (
    SELECT import_no, "row", unnest(['title', 'category', 'brand']) AS column_name, unnest([title, category, brand]) AS value FROM listed
),
rarer AS (
    SELECT *, row_number() OVER (PARTITION BY lower(regexp_replace(product_id, '\s+', '', 'g'))
        ORDER BY coalesce(n_rows, 0) DESC, product_id) AS place
    FROM listed LEFT JOIN product_facts USING (product_id)
)
SELECT 'unsold_product' AS kind, import_no, "row", 'product_id' AS column_name, product_id AS value
FROM listed ANTI JOIN product_facts USING (product_id)
UNION ALL
SELECT 'cost_above_price', import_no, "row", 'cost', CAST(cost AS VARCHAR) FROM listed WHERE cost > list_price AND list_price > 0
UNION ALL
SELECT 'impossible_cost', import_no, "row", CASE WHEN cost < 0 THEN 'cost' ELSE 'list_price' END,
    CAST(CASE WHEN cost < 0 THEN cost ELSE list_price END AS VARCHAR)
FROM listed WHERE cost < 0 OR list_price <= 0
UNION ALL
SELECT 'near_duplicate_product', import_no, "row", 'product_id', product_id FROM rarer WHERE place > 1 AND n_rows IS NULL
UNION ALL
SELECT 'mojibake', import_no, "row", column_name, value FROM texts WHERE is_garbled(value)
UNION ALL
SELECT 'formula', import_no, "row", column_name, value FROM texts WHERE is_formula(value)
