-- One row per household of The Complete Journey that told something about itself.
SELECT
    CAST(household_id AS VARCHAR) AS customer_id,
    age, income, home_ownership, marital_status, household_size, household_comp, kids_count,
    CAST($import_no AS INTEGER) AS import_no
FROM read_parquet($demographics)
ORDER BY household_id
