-- One row per record of an offers file: two to six different products and, where given, a discount share below one.
SELECT
    offer_id, parts AS product_ids, CAST(discount_share AS DECIMAL(9, 6)) AS discount_share, name,
    CAST($import_no AS INTEGER) AS import_no,
    CASE
        WHEN offer_id IS NULL THEN problem('offer_missing', 'offer_id', text_offer_id)
        WHEN len(parts) < 2 OR parts IS NULL THEN problem('too_few_products', 'product_ids', text_product_ids)
        WHEN len(parts) > 6 THEN problem('too_many_products', 'product_ids', text_product_ids)
        WHEN discount_share IS NULL AND text_discount_share IS NOT NULL THEN
            problem('discount_unreadable', 'discount_share', text_discount_share)
        WHEN discount_share < 0 OR discount_share >= 1 THEN
            problem('discount_no_share', 'discount_share', text_discount_share)
    END AS problem
FROM (
    SELECT *,
        list_filter(list_transform(str_split(product_ids, '|'), lambda p: trim(p)), lambda p: p <> '') AS listed,
        list_filter(listed, lambda p, i: list_position(listed, p) = i) AS parts
    FROM source
)
