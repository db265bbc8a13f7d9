-- grain: class_no
SELECT class_no, count(*) AS n_rows FROM classed GROUP BY class_no ORDER BY class_no
