-- What rejects of an import show of a row, without whoever stands behind a pseudonym and without addresses and numbers.
UPDATE rejects SET value = CASE WHEN rowid NOT IN (
    SELECT place
    FROM (SELECT rowid AS place, unnest(list_append(regexp_split_to_array(value, '[\s,;|"]+'), value)) AS cell
        FROM rejects WHERE import_no = $import_no)
    WHERE cell IN (SELECT value FROM identities)
) THEN scrubbed(value) END
WHERE import_no = $import_no AND value IS NOT NULL
