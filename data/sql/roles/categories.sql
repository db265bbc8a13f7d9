-- grain: category: how many customers bought of it
WITH in_events AS (
    SELECT product_id, arg_max(category, (n, category)) AS category
    FROM (SELECT product_id, category, count(*) AS n FROM events WHERE category IS NOT NULL GROUP BY ALL)
    GROUP BY product_id
)
SELECT coalesce(p.category, e.category, 'uncategorized') AS category, count(DISTINCT customer_id) AS counted
FROM events AS bought
LEFT JOIN products AS p USING (product_id)
LEFT JOIN in_events AS e USING (product_id)
WHERE bought.event_type = 'purchase'
GROUP BY 1
