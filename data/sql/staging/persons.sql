-- One row per record of a file that says which customer ids are one person; it says so by the person's id or pair by pair.
SELECT
    customer_id, person_id, same_as, source,
    concat_ws(chr(30), customer_id, coalesce(person_id, ''), coalesce(same_as, '')) AS person_key,
    CAST($import_no AS INTEGER) AS import_no,
    CASE
        WHEN customer_id IS NULL THEN problem('customer_missing', 'customer_id', text_customer_id)
        WHEN person_id IS NULL AND same_as IS NULL THEN problem('person_missing', 'person_id', coalesce(text_person_id, text_same_as))
    END AS problem
FROM source
