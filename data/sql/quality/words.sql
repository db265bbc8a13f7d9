-- grain: event row, kind (test_order, spreadsheet_id): ids and titles that say what they are
WITH odd AS (
    SELECT events.rowid AS rid, 'product_id' AS column_name, product_id AS value
    FROM events SEMI JOIN (FROM product_facts WHERE contains(lower(product_id), 'test') OR contains(product_id, 'E+')) USING (product_id)
    UNION ALL
    SELECT events.rowid, 'customer_id', customer_id
    FROM events SEMI JOIN (FROM customer_facts WHERE contains(lower(customer_id), 'test') OR contains(lower(customer_id), 'dummy')
        OR contains(customer_id, 'E+')) USING (customer_id)
    UNION ALL
    SELECT rowid, 'order_id', order_id FROM events WHERE contains(lower(order_id), 'test') OR contains(order_id, 'E+')
    UNION ALL
    SELECT rowid, 'title', title FROM events
    WHERE contains(lower(title), 'test') OR contains(lower(title), 'dummy') OR contains(lower(title), 'sample')
),
judged AS (
    SELECT *, CASE
        WHEN column_name <> 'title' AND regexp_full_match(value, '-?\d([.,]\d+)?E\+\d{1,3}') THEN 'spreadsheet_id'
        WHEN column_name <> 'title' AND regexp_matches(lower(value), '(^|[^a-z])(test|tests|tester|testing|dummy)([^a-z]|$)') THEN 'test_order'
        WHEN column_name = 'title' AND regexp_full_match(lower(trim(value)),
            '(a )?(test|dummy|sample)[ _-]*(product|item|article|order|sku|only|do not ship)?[ _-]*[0-9]*') THEN 'test_order'
    END AS kind
    FROM odd
)
SELECT kind, rid, arg_min(column_name, column_name) AS column_name, arg_min(value, column_name) AS value, NULL AS cap
FROM judged WHERE kind IS NOT NULL GROUP BY kind, rid
