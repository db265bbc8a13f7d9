-- Whether every value of a column has a date with dots whose year of four digits comes last.
SELECT coalesce(bool_and(regexp_matches(/* column */, '(^|[^0-9.])[0-9]{1,2}\.[ ]?[0-9]{1,2}\.[ ]?[0-9]{4}($|[^0-9.])')), false)
FROM probe WHERE /* column */ IS NOT NULL
