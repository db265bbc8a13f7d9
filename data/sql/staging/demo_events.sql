-- One row per line of The Complete Journey's transactions, with the first problem that keeps it out.
-- net_price is the shelf price a household with the loyalty card saw: what the retailer received plus its own coupon match.
-- Manufacturer coupons (in sales_value, as the maker repays them) are the household's, not the shelf's. list_price adds the
-- loyalty discount back. Promotion: on display or in the mailer in that store and week.
WITH sold AS (SELECT DISTINCT product_id, store_id, week FROM read_parquet($transactions)),
promotions AS (
    SELECT product_id, store_id, week,
        bool_or(display_location <> '0') AS has_display, bool_or(mailer_location <> '0') AS has_mailer
    FROM read_parquet($promotions) SEMI JOIN sold USING (product_id, store_id, week)
    GROUP BY product_id, store_id, week
),
lines AS (
    SELECT t.*, p.product_id IS NOT NULL AS has_product, p.department, p.product_category, p.product_type,
        CASE WHEN has_display AND has_mailer THEN 'display and mailer'
             WHEN has_display THEN 'display' WHEN has_mailer THEN 'mailer' END AS promotion
    FROM read_parquet($transactions, file_row_number = true) AS t
    LEFT JOIN read_parquet($products) AS p USING (product_id)
    LEFT JOIN promotions USING (product_id, store_id, week)
)
SELECT
    CAST(household_id AS VARCHAR) AS customer_id,
    CAST(transaction_timestamp AS TIMESTAMP) AS event_time,
    'purchase' AS event_type,
    CAST(product_id AS VARCHAR) AS product_id,
    CAST((sales_value + coupon_match_disc) / nullif(quantity, 0) AS DECIMAL(18, 8)) AS net_price,
    CAST((sales_value + coupon_match_disc + retail_disc) / nullif(quantity, 0) AS DECIMAL(18, 8)) AS list_price,
    CAST(quantity AS DECIMAL(18, 3)) AS quantity,
    CAST(basket_id AS VARCHAR) AS order_id,
    CAST(store_id AS VARCHAR) AS store_id,
    promotion,
    CAST($import_no AS INTEGER) AS import_no,
    file_row_number + 2 AS file_row, -- as under a header
    CASE
        WHEN NOT has_product THEN problem('orphan_product', 'product_id', CAST(product_id AS VARCHAR))
        WHEN department = 'FUEL' OR product_type LIKE 'GASOLINE%' THEN
            problem('units_unknown', 'quantity', CAST(quantity AS VARCHAR))
        WHEN department = 'COUPON' OR product_category LIKE 'COUPON%' THEN
            problem('non_product', 'product_id', CAST(product_id AS VARCHAR))
        WHEN quantity <= 0 THEN problem('quantity_not_positive', 'quantity', CAST(quantity AS VARCHAR))
        WHEN sales_value <= 0 THEN problem('price_not_positive', 'sales_value', CAST(sales_value AS VARCHAR))
    END AS problem
FROM lines
ORDER BY file_row_number
