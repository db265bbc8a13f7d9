-- One row per record of a file: its order and product, and each column of numbers read with decimal points and with decimal commas.
SELECT /* order */ AS order_id, /* product */ AS product_id, /* numbers */
FROM (/* source */)
