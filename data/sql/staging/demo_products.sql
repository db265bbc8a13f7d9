-- One row per product of The Complete Journey's catalog.
SELECT
    CAST(product_id AS VARCHAR) AS product_id,
    product_type || coalesce(' ' || package_size, '') AS title,
    product_category AS category, brand, department, CAST(manufacturer_id AS VARCHAR) AS manufacturer_id,
    CAST($import_no AS INTEGER) AS import_no
FROM read_parquet($products)
ORDER BY product_id
