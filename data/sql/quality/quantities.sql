-- grain: event row, kind (extreme_quantity, mixed_units): quantities unlike those of the product and the shop
WITH shop AS (SELECT median(quantities[1]) AS usual FROM product_facts),
large AS (
    SELECT product_id, quantities[2] AS high, greatest(quantities[1], shop.usual) AS usual
    FROM product_facts, shop WHERE quantity_max >= 100 AND quantity_max > 50 * greatest(quantities[1], shop.usual)
),
parted AS (SELECT product_id FROM product_facts WHERE n_parts > 0 AND n_quantities >= 10 AND n_parts <= 0.1 * n_quantities)
SELECT 'extreme_quantity' AS kind, events.rowid AS rid, 'quantity' AS column_name, CAST(quantity AS VARCHAR) AS value,
    CAST(high AS DOUBLE) AS cap
FROM events JOIN large USING (product_id) WHERE quantity >= 100 AND quantity > 50 * usual
UNION ALL
SELECT 'mixed_units', events.rowid, 'quantity', CAST(quantity AS VARCHAR), NULL
FROM events JOIN parted USING (product_id) WHERE quantity <> floor(quantity)
