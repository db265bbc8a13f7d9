-- One row per record of a catalog of variants with what their product is called and told on its first row.
SELECT typed.* REPLACE (
        coalesce(title, arg_min(title, rowid) OVER product) AS title, coalesce(category, arg_min(category, rowid) OVER product) AS category,
        coalesce(brand, arg_min(brand, rowid) OVER product) AS brand,
        coalesce(text, arg_min(text, rowid) OVER product) AS text, coalesce(image, arg_min(image, rowid) OVER product) AS image/* filled */
    ), rowid AS record
FROM typed
WINDOW product AS (PARTITION BY coalesce(parent_id, 'row ' || rowid))
