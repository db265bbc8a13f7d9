-- One row per order of which one version counts only: that of this import (is_newer), or that of an earlier one.
-- Two files hold versions of the same orders where most orders that both have share a product; otherwise they split them.
CREATE OR REPLACE TEMP TABLE versions AS
WITH pairs AS (
    SELECT shared_orders.import_no, CAST($last AS TIMESTAMP) >= any_value(imports.event_time_max) AS reaches_later
    FROM shared_orders JOIN imports USING (import_no)
    GROUP BY shared_orders.import_no
    HAVING 2 * count(*) FILTER (has_common_product) >= count(*)
)
SELECT import_no, order_id, day, own_day, reaches_later AND NOT is_poorer AS is_newer
FROM shared_orders JOIN pairs USING (import_no)
WHERE CASE WHEN reaches_later AND NOT is_poorer THEN has_more_there ELSE has_more_here END
