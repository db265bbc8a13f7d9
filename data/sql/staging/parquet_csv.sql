COPY (/* query */) TO $target (FORMAT csv, HEADER true, DELIMITER ',')
