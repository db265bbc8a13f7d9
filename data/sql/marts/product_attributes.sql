-- grain: product_id (every product of the catalog or of the events), with what else the catalog tells: text, image, further columns
WITH ids AS (
    SELECT product_id FROM events WHERE event_time < coalesce(CAST(getvariable('as_of') AS TIMESTAMP), 'infinity')
    UNION
    SELECT product_id FROM products
)
SELECT ids.product_id, catalog.* EXCLUDE (product_id, title, category, brand, list_price, cost, units_at_hand, is_sellable, import_no, problem)
FROM ids
LEFT JOIN products AS catalog USING (product_id)
ORDER BY ids.product_id
