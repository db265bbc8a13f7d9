-- The rows of an events file that can be kept, and those that only their product code keeps out: the shop may wish to have
-- them. Where there are many such codes all rows come in first, and those with a problem leave again.
INSERT INTO events BY NAME (
    SELECT * FROM (/* query */)
    WHERE $has_fees OR problem IS NULL OR starts_with(problem, 'not a product') OR is_kept_after_all(problem)
)
