-- grain: customer_id (of those joined with others): the person, called by the smallest of its ids that the shop knows, and what found it
WITH known AS (
    SELECT DISTINCT customer_id FROM grouped SEMI JOIN events USING (customer_id)
    UNION
    SELECT DISTINCT customer_id FROM grouped SEMI JOIN customers USING (customer_id)
)
SELECT
    customer_id,
    coalesce(
        min(customer_id) FILTER (known.customer_id IS NOT NULL) OVER (PARTITION BY group_no),
        min(customer_id) OVER (PARTITION BY group_no)
    ) AS person_id,
    found_by,
    known.customer_id IS NOT NULL AS is_known
FROM grouped LEFT JOIN known USING (customer_id)
ORDER BY customer_id
