-- grain: one row: how many rows were rejected for their code alone and kept aside
SELECT count(*) FROM doubts WHERE kind = 'non_product'
