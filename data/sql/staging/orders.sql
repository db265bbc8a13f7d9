-- One row per record of a file of order headers, typed, with the first problem that keeps it out; the first line of an order counts.
SELECT
    order_id, customer_id, event_time, store_id, channel, CAST(abs(order_discount) AS DECIMAL(18, 4)) AS order_discount,
    CAST(abs(paid_total) AS DECIMAL(18, 4)) AS paid_total,
    graver_status(sale_status, payment_status, line_status, cancelled_at) AS sale_status, CAST(abs(order_refund) AS DECIMAL(18, 4)) AS order_refund, /* attributes */
    CAST($import_no AS INTEGER) AS import_no,
    CASE
        WHEN order_id IS NULL THEN problem('order_missing', 'order_id', text_order_id)
        WHEN event_time IS NULL AND text_event_time IS NOT NULL THEN problem('time_unreadable', 'event_time', text_event_time)
        WHEN event_time < TIMESTAMP '1970-01-02' OR event_time >= TIMESTAMP '2100-01-01' THEN
            problem('time_unreadable', 'event_time', text_event_time)
        WHEN event_time IS NULL AND $has_time THEN problem('time_missing', 'event_time', NULL)
        WHEN order_discount IS NULL AND text_order_discount IS NOT NULL THEN
            problem('discount_unreadable', 'order_discount', text_order_discount)
        WHEN paid_total IS NULL AND text_paid_total IS NOT NULL THEN problem('price_unreadable', 'paid_total', text_paid_total)
        WHEN order_refund IS NULL AND text_order_refund IS NOT NULL THEN problem('refund_unreadable', 'order_refund', text_order_refund)
        WHEN days_since_previous IS NULL AND text_days_since_previous IS NOT NULL THEN
            problem('days_unreadable', 'days_since_previous', text_days_since_previous)
    END AS problem
FROM source /* ordered */
