-- One row per record of a catalog, typed, with the first problem that keeps it out; the first line of a product counts.
SELECT
    product_id, title, category, brand, list_price, cost, stock AS units_at_hand, in_stock AS is_sellable, text, image, /* attributes */
    CAST($import_no AS INTEGER) AS import_no,
    CASE
        WHEN product_id IS NULL AND $has_parent AND text_product_id IS NULL AND text_list_price IS NULL THEN problem('variant_missing', 'product_id', NULL)
        WHEN product_id IS NULL THEN problem('product_missing', 'product_id', text_product_id)
        WHEN list_price IS NULL AND text_list_price IS NOT NULL THEN problem('price_unreadable', 'list_price', text_list_price)
        WHEN cost IS NULL AND text_cost IS NOT NULL THEN problem('cost_unreadable', 'cost', text_cost)
    END AS problem
FROM source /* ordered */
