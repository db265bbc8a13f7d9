-- How many values of a column read as numbers in each way of writing them; only those that are not plain are looked at twice.
WITH texts AS (SELECT rowid - (SELECT min(rowid) FROM probe) AS place, /* column */ AS v FROM probe WHERE /* column */ IS NOT NULL),
plain AS (
    SELECT count(*) AS n_plain, count(*) FILTER (contains(v, '.')) AS n_dotted,
        count(*) FILTER (regexp_full_match(trim(v), '[-+]?[1-9]\d{0,2}(\.\d{3})+')) AS n_grouped
    FROM texts WHERE TRY_CAST(v AS DECIMAL(18, 4)) IS NOT NULL
),
rest AS (
    SELECT
        count(*) AS n_rest,
        count(TRY_CAST(marked_number(v) AS DECIMAL(18, 4))) AS marked,
        count(TRY_CAST(comma_number(v) AS DECIMAL(18, 4))) AS comma,
        min(place) FILTER (TRY_CAST(marked_number(v) AS DECIMAL(18, 4)) IS NULL) AS first_unread
    FROM texts WHERE TRY_CAST(v AS DECIMAL(18, 4)) IS NULL
)
SELECT
    n_plain + n_rest AS n,
    n_plain AS plain,
    n_plain + marked AS marked,
    n_plain - if(n_dotted = n_grouped, 0, n_dotted) + comma AS comma,
    greatest(marked, comma) AS otherwise,
    n_dotted,
    n_grouped,
    first_unread
FROM plain, rest
