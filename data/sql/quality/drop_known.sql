-- Rows of kinds that are capped or dropped were found among the rows as they came in.
DELETE FROM found WHERE list_contains($kinds, kind)
