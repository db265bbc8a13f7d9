-- One row per line with its price per unit after and before every reduction: the line's in money or as a share, its coupon,
-- and its part of the order's; what was paid back is taken off as well, and all of it undoes the sale. Whether prices stand after the line's reductions already is the mapping's to say.
SELECT * EXCLUDE (u, less, share, given_net, given_list, given, paid, paid_back) REPLACE (
    CASE WHEN paid_back > 0 AND paid - paid_back < 0.005 THEN 'return' ELSE sale_status END AS sale_status,
    TRY_CAST((paid - paid_back) / u AS DECIMAL(18, 8)) AS net_price,
    TRY_CAST(coalesce(given_list, CASE WHEN $is_deducted THEN (paid + less) / nullif(1 - share, 0) ELSE given END) / u AS DECIMAL(18, 8)) AS list_price)
FROM (
    SELECT *,
        CAST(abs(coalesce(nullif(quantity, 0), 1)) AS DOUBLE) AS u,
        CAST(coalesce(abs(discount_total), 0) + coalesce(abs(unit_discount) * abs(coalesce(nullif(quantity, 0), 1)), 0) + coalesce(abs(coupon_total), 0) + order_part AS DOUBLE) AS less,
        CAST(coalesce(abs(refund_total), 0) + refund_part AS DOUBLE) AS paid_back,
        coalesce(CAST(abs(discount_share) AS DOUBLE), 0) AS share,
        coalesce(CAST(net_price AS DOUBLE) * u, CAST(abs(net_total) AS DOUBLE)) AS given_net,
        nullif(coalesce(CAST(list_price AS DOUBLE) * u, CAST(abs(list_total) AS DOUBLE)), 0) AS given_list,
        coalesce(given_net, given_list) AS given,
        CASE WHEN $is_deducted AND given_net IS NOT NULL THEN given_net - CASE WHEN $has_own_discount THEN 0 ELSE CAST(order_part AS DOUBLE) END
             ELSE round(given * (1 - share) - less, 6) END AS paid
    FROM source_lines
)
