-- The price list, of the stores that are looked at and of all.
CREATE OR REPLACE TEMP VIEW prices AS
SELECT * FROM /* shop */.main.prices
WHERE store_id IS NULL OR getvariable('only_stores') IS NULL OR list_contains(CAST(getvariable('only_stores') AS VARCHAR[]), store_id)
