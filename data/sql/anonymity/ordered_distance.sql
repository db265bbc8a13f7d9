-- grain: class_no; the earth mover's distance of a class's numbers from all rows', over the m ordered values that
-- there are: the mean of |F_class - F_all| at the first m - 1 of them (Li et al. 2007).
-- F_class stands still between two values of the class, F_all only rises: so one place parts where F_class is
-- above from where it is below, and running sums of F_all give both parts without a row per class and value.
WITH counted AS (
    SELECT class_no, /* sensitive */ AS value, count(*) AS n FROM classed JOIN coded USING (row_no) GROUP BY ALL
),
overall AS (
    SELECT value, row_number() OVER (ORDER BY value) AS place, CAST(sum(n) OVER (ORDER BY value) AS BIGINT) AS upto
    FROM (SELECT value, sum(n) AS n FROM counted GROUP BY value)
),
sums AS (SELECT place, upto, CAST(sum(upto) OVER (ORDER BY place) AS DOUBLE) AS total FROM overall),
whole AS (SELECT max(upto) AS n_all, max(place) AS n_places FROM overall),
sizes AS (SELECT class_no, CAST(sum(n) AS BIGINT) AS n_class FROM counted GROUP BY class_no),
steps AS (
    SELECT class_no, place,
        CAST(sum(n) OVER (PARTITION BY class_no ORDER BY place) AS BIGINT) AS upto,
        lead(place) OVER (PARTITION BY class_no ORDER BY place) AS next_place
    FROM counted JOIN overall USING (value)
    UNION ALL
    SELECT class_no, 1, 0, min(place) FROM counted JOIN overall USING (value) GROUP BY class_no HAVING min(place) > 1
),
runs AS (
    SELECT class_no, n_class, n_all, n_places, place AS first, coalesce(next_place - 1, n_places) AS last,
        steps.upto AS upto_class, steps.upto * n_all // n_class AS ceiling
    FROM steps JOIN sizes USING (class_no) CROSS JOIN whole
),
parted AS (
    SELECT runs.*, greatest(least(coalesce(sums.place, 0), last), first - 1) AS middle
    FROM runs ASOF LEFT JOIN sums ON runs.ceiling >= sums.upto
),
areas AS (
    SELECT class_no, n_places,
        (2 * middle - first + 1 - last) * (upto_class / n_class)
        + (coalesce(before.total, 0) + of_last.total - 2 * coalesce(of_middle.total, 0)) / n_all AS area
    FROM parted
    LEFT JOIN sums AS before ON before.place = first - 1
    LEFT JOIN sums AS of_middle ON of_middle.place = middle
    JOIN sums AS of_last ON of_last.place = last
)
SELECT class_no, coalesce(sum(area) / nullif(any_value(n_places) - 1, 0), 0) AS distance
FROM areas GROUP BY class_no ORDER BY class_no
