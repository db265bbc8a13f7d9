-- grain: one row, with the counts of every column of one table
SELECT /* parts */ FROM /* table */
