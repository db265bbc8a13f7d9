-- How many values of a column read as times in each way of writing them; only those that are not plain are looked at twice.
WITH texts AS (SELECT rowid - (SELECT min(rowid) FROM probe) AS place, /* column */ AS v FROM probe WHERE /* column */ IS NOT NULL),
plain AS (SELECT count(*) AS n_plain FROM texts WHERE read_plain_time(v) IS NOT NULL),
rest AS (
    SELECT
        count(*) AS n_rest,
        count(read_iso_time(v)) AS iso,
        count(read_digits_time(v)) AS digits,
        count(read_day_first_time(v)) AS day_first,
        count(read_month_first_time(v)) AS month_first,
        count(*) FILTER (regexp_matches(v, '^\s*\d{1,2}[./-]\d{1,2}[./-]')) AS n_slashed,
        min(place) FILTER (coalesce(read_digits_time(v), read_day_first_time(v), read_month_first_time(v)) IS NULL) AS first_unread
    FROM texts WHERE read_plain_time(v) IS NULL
)
SELECT
    n_plain + n_rest AS n,
    n_plain AS plain,
    n_plain + iso AS iso,
    digits,
    n_plain + day_first AS day_first,
    n_plain + month_first AS month_first,
    n_slashed,
    greatest(digits, day_first, month_first) AS otherwise,
    first_unread
FROM plain, rest
