-- grain: product_id, with what its prices and quantities usually are
CREATE OR REPLACE TEMP TABLE product_facts AS
SELECT product_id, count(*) AS n_rows,
    count(net_price) AS n_prices,
    quantile_cont(CAST(net_price AS DOUBLE), [0.1, 0.5, 0.9]) FILTER (net_price > 0) AS prices,
    min(net_price) FILTER (net_price > 0) AS price_min, max(net_price) AS price_max,
    quantile_disc(quantity, [0.5, 0.9]) FILTER (event_type IN ('purchase', 'return')) AS quantities,
    max(quantity) AS quantity_max,
    count(quantity) FILTER (quantity <> floor(quantity)) AS n_parts, count(quantity) AS n_quantities
FROM events GROUP BY product_id
