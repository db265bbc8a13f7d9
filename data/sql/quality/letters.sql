-- grain: event row, kind (mojibake, formula): text that was read in the wrong encoding, or that a spreadsheet would run
WITH texts AS (
    SELECT 'title' AS column_name, title AS value, min(rowid) AS rid, count(*) AS n FROM events WHERE title IS NOT NULL GROUP BY title
    UNION ALL
    SELECT 'category', category, min(rowid), count(*) FROM events WHERE category IS NOT NULL GROUP BY category
    UNION ALL
    SELECT 'brand', brand, min(rowid), count(*) FROM events WHERE brand IS NOT NULL GROUP BY brand
),
odd AS (
    SELECT *, CASE
        WHEN is_garbled(value) THEN 'mojibake'
        WHEN is_formula(value) THEN 'formula' END AS kind
    FROM texts
),
named AS (SELECT * FROM odd WHERE kind IS NOT NULL)
SELECT kind, events.rowid AS rid, column_name, named.value, NULL AS cap
FROM events JOIN named ON named.value = CASE column_name WHEN 'title' THEN title WHEN 'category' THEN category ELSE brand END
