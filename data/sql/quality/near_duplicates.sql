-- grain: event row, kind (near_duplicate_product, _customer, _category): names that differ by case or spaces only
WITH names AS (
    SELECT 'near_duplicate_product' AS kind, 'product_id' AS column_name, product_id AS name, n_rows AS n FROM product_facts
    UNION ALL
    SELECT 'near_duplicate_customer', 'customer_id', customer_id, n_rows FROM customer_facts
    UNION ALL
    SELECT 'near_duplicate_category', 'category', category, count(*) FROM events GROUP BY category
    UNION ALL
    SELECT 'near_duplicate_category', 'brand', brand, count(*) FROM events GROUP BY brand
),
ranked AS (
    SELECT *, count(*) OVER same AS n_ways, row_number() OVER (same ORDER BY n DESC, name) AS place
    FROM (SELECT *, lower(regexp_replace(name, '\s+', '', 'g')) AS plain FROM names WHERE name IS NOT NULL)
    WINDOW same AS (PARTITION BY kind, column_name, plain)
),
rarer AS (SELECT * FROM ranked WHERE n_ways > 1 AND place > 1)
SELECT kind, events.rowid AS rid, column_name, name AS value, NULL AS cap
FROM events JOIN rarer ON events.product_id = name WHERE column_name = 'product_id'
UNION ALL
SELECT kind, events.rowid, column_name, name, NULL
FROM events JOIN rarer ON events.customer_id = name WHERE column_name = 'customer_id'
UNION ALL
SELECT kind, events.rowid, column_name, name, NULL
FROM events JOIN rarer ON events.category = name WHERE column_name = 'category'
UNION ALL
SELECT kind, events.rowid, column_name, name, NULL
FROM events JOIN rarer ON events.brand = name WHERE column_name = 'brand'
