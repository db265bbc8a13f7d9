-- One row per line of an events file with what its order knows: from the order's other lines (where only the first one
-- has the order's fields), from the headers in `orders`, and the line's part of the order's reduction, to the cent.
WITH known AS (
    SELECT typed.* REPLACE (
            coalesce(aliases.customer_id, typed.customer_id, of_lines.customer_id, of_alias.customer_id, orders.customer_id) AS customer_id,
            coalesce(typed.event_time, of_lines.event_time, orders.event_time) AS event_time,
            coalesce(typed.text_event_time, of_lines.text_event_time) AS text_event_time,
            coalesce(typed.store_id, of_lines.store_id, orders.store_id) AS store_id,
            coalesce(typed.channel, of_lines.channel, orders.channel) AS channel,
            coalesce(typed.promotion, of_lines.promotion) AS promotion,
            coalesce(of_lines.order_discount, abs(typed.order_discount), abs(orders.order_discount)) AS order_discount,
            coalesce(of_lines.order_refund, abs(typed.order_refund), abs(orders.order_refund)) AS order_refund,
            graver_status(coalesce(typed.sale_status, of_lines.sale_status), orders.sale_status, NULL, NULL) AS sale_status,
            coalesce(typed.payment_status, of_lines.payment_status) AS payment_status,
            coalesce(typed.cancelled_at, of_lines.cancelled_at) AS cancelled_at
            /* filled */
        ), /* order_attributes */
        typed.rowid AS record,
        typed.order_id IS NOT NULL AND orders.order_id IS NULL AS is_without_order,
        orders.paid_total,
        coalesce(typed.net_price, typed.list_price) * abs(coalesce(nullif(typed.quantity, 0), 1)) AS gross,
        CAST(greatest(0, CAST(coalesce(gross, abs(coalesce(typed.net_total, typed.list_total)), 0) AS DOUBLE)
            * (1 - coalesce(CAST(typed.discount_share AS DOUBLE), 0))
            - coalesce(abs(typed.discount_total), 0) - coalesce(abs(typed.unit_discount) * abs(coalesce(nullif(typed.quantity, 0), 1)), 0) - coalesce(abs(typed.coupon_total), 0)) AS DECIMAL(18, 4)) AS weight,
        CASE WHEN $is_deducted THEN coalesce(gross, abs(coalesce(typed.net_total, typed.list_total))) ELSE weight END AS paid_before,
        coalesce(abs(typed.discount_total), 0) + coalesce(abs(typed.unit_discount) * abs(typed.quantity), 0) AS less_of_line
    FROM typed
    LEFT JOIN (
        SELECT order_id AS of_order, arg_min(CASE WHEN list_contains(CAST($filled AS VARCHAR[]), 'customer_id') THEN customer_id END, rowid) AS customer_id, arg_min(CASE WHEN list_contains(CAST($filled AS VARCHAR[]), 'event_time') THEN event_time END, rowid) AS event_time,
            arg_min(CASE WHEN list_contains(CAST($filled AS VARCHAR[]), 'event_time') THEN text_event_time END, rowid) AS text_event_time, arg_min(CASE WHEN list_contains(CAST($filled AS VARCHAR[]), 'store_id') THEN store_id END, rowid) AS store_id,
            arg_min(CASE WHEN list_contains(CAST($filled AS VARCHAR[]), 'channel') THEN channel END, rowid) AS channel, arg_min(CASE WHEN list_contains(CAST($filled AS VARCHAR[]), 'promotion') THEN promotion END, rowid) AS promotion, max(abs(order_discount)) AS order_discount,
            max(abs(order_refund)) AS order_refund, arg_min(CASE WHEN list_contains(CAST($filled AS VARCHAR[]), 'sale_status') THEN sale_status END, rowid) AS sale_status,
            arg_min(CASE WHEN list_contains(CAST($filled AS VARCHAR[]), 'payment_status') THEN payment_status END, rowid) AS payment_status, arg_min(CASE WHEN list_contains(CAST($filled AS VARCHAR[]), 'cancelled_at') THEN cancelled_at END, rowid) AS cancelled_at
            /* first_values */
        FROM typed WHERE order_id IS NOT NULL AND $fill_down GROUP BY order_id
    ) AS of_lines ON of_lines.of_order = typed.order_id
    LEFT JOIN orders ON orders.order_id = typed.order_id
    LEFT JOIN aliases AS of_alias ON of_alias.alias_id = orders.customer_id
    LEFT JOIN aliases ON aliases.alias_id = typed.customer_id
), sums AS (
    SELECT *, sum(weight) OVER (PARTITION BY order_id ORDER BY record) AS so_far, sum(weight) OVER (PARTITION BY order_id) AS of_all,
        max(abs(order_discount)) OVER (PARTITION BY order_id) AS reduction, max(abs(order_refund)) OVER (PARTITION BY order_id) AS refund
    FROM known
), orders_told AS ( -- what the headers' totals show: whether lines stand after the order's reduction, or have it as their own
    SELECT count(*) FILTER (abs(paid - total) < 0.011) > count(*) FILTER (abs(paid - reduction - total) < 0.011) AS is_deducted,
        count(*) > 0 AND count(*) = count(*) FILTER (abs(less - reduction) < 0.011) AS is_of_lines
    FROM (SELECT sum(paid_before) AS paid, sum(less_of_line) AS less, max(reduction) AS reduction, max(paid_total) AS total
        FROM sums WHERE reduction > 0 AND NOT $has_own_discount GROUP BY order_id)
)
SELECT * EXCLUDE (so_far, of_all, reduction, refund, weight, gross, paid_total, paid_before, less_of_line),
    CASE WHEN order_id IS NOT NULL AND reduction > 0 AND of_all > 0 AND NOT (SELECT is_deducted OR is_of_lines FROM orders_told) THEN
        CAST(round(CAST(reduction AS DOUBLE) * so_far / of_all, 2) AS DECIMAL(18, 2))
        - CAST(round(CAST(reduction AS DOUBLE) * (so_far - weight) / of_all, 2) AS DECIMAL(18, 2)) ELSE 0 END AS order_part,
    CASE WHEN order_id IS NOT NULL AND refund > 0 AND of_all > 0 THEN
        CAST(round(CAST(refund AS DOUBLE) * so_far / of_all, 2) AS DECIMAL(18, 2))
        - CAST(round(CAST(refund AS DOUBLE) * (so_far - weight) / of_all, 2) AS DECIMAL(18, 2)) ELSE 0 END AS refund_part
FROM sums
