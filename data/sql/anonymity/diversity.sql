-- grain: class_no; how many values of a sensitive column a class has, and the entropy of them [nats]
WITH counted AS (
    SELECT class_no, /* sensitive */ AS value, count(*) AS n FROM classed JOIN coded USING (row_no) GROUP BY ALL
)
SELECT class_no, count(*) AS n_values, ln(sum(n)) - sum(n * ln(n)) / sum(n) AS entropy
FROM counted GROUP BY class_no ORDER BY class_no
