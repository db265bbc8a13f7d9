-- One row per order header whose time is laid out from a first day: the weekday of the customer's first order, the days between
-- their orders, and the hour.
SELECT typed.* REPLACE (
        CAST($first_day AS TIMESTAMP)
        + to_days(CAST(coalesce(first_value(weekday) OVER past, 0) + sum(coalesce(days_since_previous, 0)) OVER past AS INTEGER))
        + coalesce(TRY_CAST(clock AS INTERVAL), INTERVAL 0 SECOND) AS event_time),
    rowid AS record
FROM typed
WINDOW past AS (PARTITION BY customer_id ORDER BY order_number, rowid ROWS UNBOUNDED PRECEDING)
