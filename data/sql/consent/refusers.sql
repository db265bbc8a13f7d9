-- grain: customer_id (of those whose data may make no personal price): what a file said last, else the word given by hand, else the shop's rule
WITH known AS (
    SELECT customer_id FROM events WHERE customer_id IS NOT NULL
    UNION
    SELECT customer_id FROM customers WHERE customer_id IS NOT NULL
    UNION
    SELECT customer_id FROM consents
),
said AS (
    SELECT customer_id, read_consent(CAST(/* column */ AS VARCHAR)) AS is_granted, import_no FROM customers
),
told AS (
    SELECT known.customer_id,
        CASE WHEN consents.is_granted IS NOT NULL AND (said.is_granted IS NULL OR said.import_no <= consents.after_no) THEN consents.is_granted
             ELSE coalesce(said.is_granted, $unsaid) END AS is_granted
    FROM known LEFT JOIN said USING (customer_id) LEFT JOIN consents USING (customer_id)
),
persons AS ( -- who refuses under one id refuses under all
    SELECT coalesce(links.person_id, told.customer_id) AS person, bool_and(told.is_granted) AS is_granted
    FROM told LEFT JOIN person_links AS links USING (customer_id) GROUP BY ALL
)
INSERT INTO refusers
SELECT told.customer_id FROM told LEFT JOIN person_links AS links USING (customer_id)
JOIN persons ON persons.person = coalesce(links.person_id, told.customer_id)
WHERE NOT persons.is_granted
UNION
SELECT person FROM persons WHERE NOT is_granted
