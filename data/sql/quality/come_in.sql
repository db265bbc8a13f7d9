-- Rows rejected for their code alone, which the shop wishes to keep.
UPDATE events SET problem = NULL
WHERE rowid IN (SELECT rid FROM noted WHERE kind = 'non_product' AND treatment = 'keep')
