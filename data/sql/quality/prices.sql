-- grain: event row, kind (extreme_price, unit_slip): a price that is not the product's own
WITH odd AS (
    SELECT product_id, prices[1] AS low, prices[2] AS usual, prices[3] AS high
    FROM product_facts
    WHERE n_prices >= 8 AND prices[3] < 3 * prices[1] AND (price_max > 8 * prices[2] OR price_min < prices[2] / 8)
),
priced AS (
    SELECT events.rowid AS rid, net_price, low, usual, high, CAST(net_price AS DOUBLE) / usual AS ratio,
        log10(CAST(net_price AS DOUBLE) / usual) AS power
    FROM events JOIN odd USING (product_id)
    WHERE net_price > 0 AND (CAST(net_price AS DOUBLE) > 8 * usual OR CAST(net_price AS DOUBLE) < usual / 8)
),
judged AS (
    SELECT *, CASE
        WHEN abs(power - round(power)) < 0.0087 AND abs(round(power)) BETWEEN 1 AND 3 THEN 'unit_slip'
        WHEN ratio > 20 OR ratio < 0.05 THEN 'extreme_price'
    END AS kind
    FROM priced
)
SELECT kind, rid, 'net_price' AS column_name, amount_text(net_price) AS value, CASE WHEN ratio > 1 THEN high ELSE low END AS cap
FROM judged WHERE kind IS NOT NULL
