-- Whether most of the probed orders are numbered C…: such a letter marks no cancellation then.
SELECT 2 * count(*) FILTER (regexp_full_match(trim(order_id), 'C[0-9]+')) > count(order_id) FROM probe
