-- One row per product id and title of an import's lines, stored or refused, with their words, and whether these may be the words of
-- what is no product: their first letters are among `starts`, or the id is one of the codes. A catalog's title stands in.
CREATE OR REPLACE TEMP TABLE names_of_lines AS
WITH names AS (
    SELECT product_id, title FROM events WHERE import_no = $import_no AND problem IS NULL GROUP BY ALL
    UNION
    SELECT product_id, title FROM refused WHERE product_id IS NOT NULL GROUP BY ALL
),
catalog AS (SELECT product_id, any_value(title) AS title FROM products GROUP BY product_id),
worded AS (
    SELECT names.product_id, names.title, plain_words(names.product_id) AS id_words,
        plain_words(coalesce(names.title, catalog.title, '')) AS title_words
    FROM names LEFT JOIN catalog USING (product_id)
)
SELECT row_number() OVER (ORDER BY product_id, title) AS place, *,
    first_letters(id_words) IN (SELECT start FROM starts) OR first_letters(title_words) IN (SELECT start FROM starts)
        OR list_contains($codes, id_words) AS may_be_charge
FROM worded
