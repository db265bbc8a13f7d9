-- Lines of an import whose product id and title name no product get that as their problem, whatever is wrong with their numbers.
UPDATE /* table */ SET problem = problem('non_product',
    CASE WHEN names.title IS NULL THEN 'product_id' ELSE charges.column_name END,
    CASE WHEN charges.column_name = 'title' THEN coalesce(names.title, names.product_id) ELSE names.product_id END)
FROM charges JOIN names_of_lines AS names USING (place)
WHERE import_no = $import_no AND /* table */.product_id = names.product_id AND /* table */.title IS NOT DISTINCT FROM names.title
  AND (problem IS NULL OR regexp_matches(reason_of(problem), '^(price|cost|discount|quantity|buyer)_'))
