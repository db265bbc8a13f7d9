-- grain: reject, with the kind of what is behind it
CREATE OR REPLACE TEMP TABLE rejected_kinds AS
WITH judged AS (
    SELECT rejects.*, reason IN ('price_unreadable', 'cost_unreadable', 'quantity_unreadable', 'discount_unreadable',
            'refund_unreadable', 'days_unreadable', 'instrument_unreadable') AS is_no_number, CASE
        WHEN lower(trim(value)) = lower(trim(column_name)) THEN 'repeated_header'
        WHEN is_no_number AND (length(value) >= 8 AND read_plain_time(value) IS NOT NULL OR read_event_type(value) IS NOT NULL
            OR value IN (SELECT product_id FROM product_facts)) THEN 'shifted_columns'
        WHEN reason IN ('time_unreadable', 'event_type_unknown')
            AND (value IN (SELECT product_id FROM product_facts) OR value IN (SELECT customer_id FROM customer_facts)
                OR reason = 'time_unreadable' AND read_event_type(value) IS NOT NULL) THEN 'shifted_columns'
        ELSE reasons.kind END AS kind
    FROM rejects LEFT JOIN reasons USING (reason)
)
SELECT kind, import_no, row_number AS "row", column_name, value FROM judged WHERE kind IS NOT NULL
