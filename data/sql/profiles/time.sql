-- How many values of a column read as times in each way of writing them; only those that are not plain are looked at twice.
-- Of dates whose year may come first or last (24/03/05): how many different numbers stand in either place.
WITH texts AS (
    SELECT rowid - (SELECT min(rowid) FROM probe) AS place, /* column */ AS v, regexp_full_match(trim(v), '[\d.]+') AS is_digits
    FROM probe WHERE /* column */ IS NOT NULL
),
plain AS (SELECT count(*) AS n_plain FROM texts WHERE read_plain_time(v) IS NOT NULL),
rest AS (
    SELECT
        count(*) AS n_rest,
        count(CASE WHEN NOT is_digits THEN read_iso_time(v) END) AS iso,
        count(read_digits_time(v)) AS digits,
        count(CASE WHEN NOT is_digits THEN read_words_time(v) END) AS words,
        count(CASE WHEN is_digits THEN read_excel_time(v) END) AS excel,
        count(*) FILTER (regexp_full_match(trim(v), '\d{1,4}( \d{1,2}:.*)?')) AS counted,
        count(CASE WHEN NOT is_digits OR contains(v, '.') THEN read_day_first_time(v) END) AS day_first,
        count(CASE WHEN NOT is_digits OR contains(v, '.') THEN read_month_first_time(v) END) AS month_first,
        count(CASE WHEN NOT is_digits OR contains(v, '.') THEN read_year_first_time(v) END) AS year_first,
        count(*) FILTER (regexp_matches(v, '^\s*\d{1,2}[./-]\d{1,2}[./-]')) AS n_slashed,
        count(DISTINCT outer_number(v, 1)) AS n_first,
        count(DISTINCT outer_number(v, 2)) AS n_last,
        min(place) FILTER (is_unread) AS first_unread,
        arg_min(v, place, 100) FILTER (is_unread) AS unread
    FROM (SELECT *, CASE WHEN is_digits THEN coalesce(read_digits_time(v), read_excel_time(v), read_day_first_time(v), read_year_first_time(v))
        ELSE coalesce(read_day_first_time(v), read_month_first_time(v), read_year_first_time(v), read_words_time(v)) END IS NULL AS is_unread
        FROM texts WHERE read_plain_time(v) IS NULL)
)
SELECT
    n_plain + n_rest AS n,
    n_plain AS plain,
    n_plain + iso AS iso,
    digits,
    n_plain + words AS words,
    excel,
    counted,
    n_plain + day_first AS day_first,
    n_plain + month_first AS month_first,
    n_plain + year_first AS year_first,
    n_slashed,
    n_first,
    n_last,
    greatest(digits, day_first, month_first, year_first, words, excel) AS otherwise,
    first_unread,
    unread
FROM plain, rest
