-- One row per price of a file of prices: a record of a long table, a filled cell of a wide one; the first of a product, day and
-- store counts.
SELECT
    product_id, day, price, store_id, concat_ws(chr(30), product_id, day, coalesce(store_id, '')) AS price_key, /* record */
    CAST($import_no AS INTEGER) AS import_no,
    CASE
        WHEN product_id IS NULL THEN problem('product_missing', 'product_id', text_product_id)
        WHEN day IS NULL THEN problem(if(text_day IS NULL, 'time_missing', 'time_unreadable'), 'day', text_day)
        WHEN day < TIMESTAMP '1970-01-02' OR day >= TIMESTAMP '2100-01-01' THEN problem('time_unreadable', 'day', text_day)
        WHEN price IS NULL AND text_price IS NULL THEN problem('price_missing', /* price_column */, NULL)
        WHEN price IS NULL THEN problem('price_unreadable', /* price_column */, text_price)
        WHEN price <= 0 THEN problem('price_not_positive', /* price_column */, text_price)
    END AS problem
FROM source
