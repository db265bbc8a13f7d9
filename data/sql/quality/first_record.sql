-- grain: one import, with the rowid of its first staged record and how many there are
SELECT coalesce(min(rowid), 0), count(*) FROM /* table */ WHERE import_no = $import_no
