-- One row per record of an events file, typed, with the first problem that keeps it out.
-- A negative quantity or an invoice starting with C, where most do not, is a return of that many units.
SELECT
    customer_id, event_time,
    CASE
        WHEN type = 'purchase' AND (quantity < 0 OR $has_cancels AND starts_with(order_id, 'C') AND order_id SIMILAR TO 'C[0-9]+') THEN 'return'
        ELSE type
    END AS event_type,
    product_id,
    coalesce(net_price, TRY_CAST(abs(net_total / units) AS DECIMAL(18, 8))) AS net_price,
    list_price, CAST(abs(units)/* less_back */ AS DECIMAL(18, 3)) AS quantity,
    order_id, session_id, store_id, channel, coalesce(cost, TRY_CAST(abs(cost_total / units) AS DECIMAL(18, 4))) AS cost, promotion, arm AS shown_by, title, category, brand, query, /* instruments *//* attributes */
    CAST($import_no AS INTEGER) AS import_no,
    CASE /* problems */ END AS problem
FROM (SELECT *, event_type AS type, coalesce(nullif(quantity, 0), 1) AS units FROM source) /* ordered */
