-- grain: product_id (every product of the products file, with all columns that came with it)
SELECT products.* EXCLUDE (import_no, problem) FROM products
ORDER BY product_id
