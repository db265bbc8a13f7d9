-- grain: customer_id, said (the keys of a customer in one column of the customers file)
SELECT DISTINCT customer_id, 'key ' || person_key(/* name */, CAST(/* column */ AS VARCHAR)) AS said, 'key' AS found_by
FROM customers
WHERE customer_id IS NOT NULL AND person_key(/* name */, CAST(/* column */ AS VARCHAR)) IS NOT NULL
