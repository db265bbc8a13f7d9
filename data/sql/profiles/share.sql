-- Whether the probed discounts go beyond 1: percents then, not shares.
SELECT coalesce(bool_or(abs(TRY_CAST(share_number(discount_share) AS DOUBLE)) > 1), false) FROM probe
