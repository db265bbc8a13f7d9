-- grain: row_no; the class of each row: rows of one class are alike in all quasi-identifiers
CREATE OR REPLACE TEMP TABLE classed AS
SELECT row_no, dense_rank() OVER (ORDER BY /* quasi */) AS class_no FROM coded
