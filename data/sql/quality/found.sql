-- grain: event row, kind (every doubt that a search has found, with the value that a cap would put in its place)
CREATE OR REPLACE TEMP TABLE found (kind VARCHAR, rid BIGINT, column_name VARCHAR, value VARCHAR, cap DOUBLE)
