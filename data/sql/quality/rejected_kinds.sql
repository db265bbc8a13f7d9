-- grain: reject, with the kind of what is behind it
WITH reasons AS (
    SELECT reason, any_value(starts.kind) AS kind
    FROM (SELECT DISTINCT reason FROM rejects) LEFT JOIN starts ON starts_with(reason, start) GROUP BY reason
),
judged AS (
    SELECT rejects.*, imports.kind AS of_file, CASE
        WHEN lower(trim(value)) = lower(trim(column_name)) THEN 'repeated_header'
        WHEN reason LIKE '%not a number' AND length(value) >= 8 AND read_plain_time(value) IS NOT NULL THEN 'shifted_columns'
        WHEN reason LIKE '%not a number' AND read_event_type(value) IS NOT NULL THEN 'shifted_columns'
        WHEN reason LIKE '%not a number' AND value IN (SELECT product_id FROM product_facts) THEN 'shifted_columns'
        WHEN reason IN ('unreadable time', 'unknown event type')
            AND (value IN (SELECT product_id FROM product_facts) OR value IN (SELECT customer_id FROM customer_facts)
                OR reason = 'unreadable time' AND read_event_type(value) IS NOT NULL) THEN 'shifted_columns'
        ELSE reasons.kind END AS kind
    FROM rejects JOIN imports USING (import_no) JOIN reasons USING (reason)
)
SELECT kind, import_no, row_number AS "row", column_name, value FROM judged WHERE kind IS NOT NULL
