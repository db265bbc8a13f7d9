-- grain: line of a catalog or customers file, kind (found by the searches in these files)
CREATE OR REPLACE TEMP TABLE found_in_files (kind VARCHAR, import_no INTEGER, "row" BIGINT, column_name VARCHAR, value VARCHAR)
