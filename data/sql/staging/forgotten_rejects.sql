-- Raw lines among the rejects of an import that name a forgotten customer keep their place and lose their text.
UPDATE rejects SET value = NULL, column_name = 'customer_id', reason = 'forgotten'
WHERE import_no = $import_no AND rowid IN (
    SELECT place
    FROM (SELECT rowid AS place, unnest(regexp_split_to_array(value, '[\s,;|"]+')) AS cell
        FROM rejects WHERE import_no = $import_no)
    WHERE sha256((SELECT any_value(salt) FROM forgotten_customers) || cell) IN (SELECT hash FROM forgotten_customers)
)
