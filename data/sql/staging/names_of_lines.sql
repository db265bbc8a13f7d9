-- One row per product id and title of an import's lines, stored or refused, with their words, and whether these may be the words of
-- what is no product: their first letters are among $starts, or the id is one of $codes. A catalog's title stands in.
CREATE OR REPLACE TEMP TABLE names_of_lines AS
WITH names AS (
    SELECT product_id, title FROM events WHERE import_no = $import_no AND problem IS NULL GROUP BY ALL
    UNION
    SELECT product_id, title FROM refused WHERE product_id IS NOT NULL GROUP BY ALL
),
catalog AS (SELECT product_id, any_value(title) AS title FROM products GROUP BY product_id),
worded AS (
    SELECT names.product_id, names.title,
        list_transform([names.product_id, coalesce(names.title, catalog.title, '')], lambda v: plain_words(v)) AS words
    FROM names LEFT JOIN catalog USING (product_id)
)
SELECT row_number() OVER (ORDER BY product_id, title) AS place, product_id, title, words[1] AS id_words, words[2] AS title_words,
    list_has_any(list_transform(words, lambda v: first_letters(v)), $starts) OR list_contains($codes, id_words) AS may_be_charge
FROM worded
