-- grain: event row of an older shop that has no number yet, with the line of its file: lines follow one another from each jump on,
-- and those that a reject, a forgotten customer's row or a numbered row stands on are skipped
CREATE OR REPLACE TEMP TABLE numbered AS
WITH jumps AS (
    SELECT import_no, place, line FROM /* line_jumps */
    UNION ALL
    SELECT import_no, 0, 2 FROM /* imports */ WHERE import_no NOT IN (SELECT import_no FROM /* line_jumps */)
),
taken AS (
    SELECT import_no, row_number AS line FROM /* rejects */ WHERE row_number IS NOT NULL
    UNION SELECT import_no, row_number FROM /* forgotten_lines */
    UNION SELECT import_no, file_row FROM /* events */ WHERE file_row IS NOT NULL
),
holes AS (
    SELECT taken.import_no, taken.line - jumps.line + jumps.place AS place,
        row_number() OVER (PARTITION BY taken.import_no ORDER BY taken.line) AS n_before
    FROM taken ASOF JOIN jumps ON jumps.import_no = taken.import_no AND taken.line >= jumps.line
),
thresholds AS (SELECT import_no, place - n_before + 1 AS threshold, max(n_before) AS n_before FROM holes GROUP BY ALL),
kept AS (
    SELECT rowid AS rid, import_no, row_number() OVER (PARTITION BY import_no ORDER BY rowid) - 1 AS place
    FROM /* events */ WHERE file_row IS NULL
),
records AS (
    SELECT rid, kept.import_no, kept.place + coalesce(n_before, 0) AS place
    FROM kept ASOF LEFT JOIN thresholds ON thresholds.import_no = kept.import_no AND kept.place >= thresholds.threshold
)
SELECT rid, records.place - jumps.place + jumps.line AS file_row
FROM records ASOF JOIN jumps ON jumps.import_no = records.import_no AND records.place >= jumps.place
