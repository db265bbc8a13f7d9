-- One row per record of a customers file with every column it has; the first line of a customer counts.
SELECT
    customer_id, alias_id, /* attributes */
    CAST($import_no AS INTEGER) AS import_no,
    CASE WHEN customer_id IS NULL THEN problem('customer_missing', 'customer_id', text_customer_id) END AS problem
FROM source
