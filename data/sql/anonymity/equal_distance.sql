-- grain: class_no; how far a class's values of a category are from all rows': half the sum of the differences,
-- which is the sum of those above zero, so that values which a class lacks need no row (Li et al. 2007)
WITH counted AS (
    SELECT class_no, /* sensitive */ AS value, count(*) AS n FROM classed JOIN coded USING (row_no) GROUP BY ALL
),
shares AS (
    SELECT class_no,
        n / sum(n) OVER (PARTITION BY class_no) AS of_class,
        sum(n) OVER (PARTITION BY value) / sum(n) OVER () AS of_all
    FROM counted
)
SELECT class_no, sum(greatest(of_class - of_all, 0)) AS distance FROM shares GROUP BY class_no ORDER BY class_no
