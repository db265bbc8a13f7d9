-- The rows of an events file that can be kept.
INSERT INTO events BY NAME (
    SELECT * FROM (/* query */)
    WHERE problem IS NULL OR is_kept_after_all(problem)
)
