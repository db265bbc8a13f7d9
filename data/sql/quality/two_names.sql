-- grain: event row, kind (two_titles, two_categories, two_brands): a product that is called something else than usual
WITH named AS (
    SELECT 'two_titles' AS kind, 'title' AS column_name, product_id, title AS name, count(*) AS n
    FROM events WHERE title IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT 'two_categories', 'category', product_id, category, count(*) FROM events WHERE category IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT 'two_brands', 'brand', product_id, brand, count(*) FROM events WHERE brand IS NOT NULL GROUP BY ALL
),
rarer AS (
    SELECT * FROM named QUALIFY row_number() OVER (PARTITION BY kind, product_id ORDER BY n DESC, name) > 1
)
SELECT kind, events.rowid AS rid, column_name, name AS value, NULL AS cap
FROM events JOIN rarer ON events.product_id = rarer.product_id AND name = CASE column_name
    WHEN 'title' THEN events.title WHEN 'category' THEN events.category ELSE events.brand END
