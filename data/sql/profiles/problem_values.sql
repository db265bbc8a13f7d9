-- The different values of one column that an import could not read, as a probe of their own.
CREATE OR REPLACE TEMP TABLE probe AS
SELECT DISTINCT array_to_string(str_split(problem, chr(31))[3:], ' ') AS /* column */
FROM /* table */
WHERE import_no = $import_no AND problem IS NOT NULL AND str_split(problem, chr(31))[2] = $name
