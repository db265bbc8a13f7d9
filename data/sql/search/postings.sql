-- One row per product and term that fts has found in it: how much the product is about the term, by BM25.
-- A term counts as often as the weights of the columns that hold it say; lengths are fts's own.
-- Robertson & Zaragoza (2009), The Probabilistic Relevance Framework: BM25 and Beyond; k 1.2, b 0.75.
WITH counted AS (
    SELECT docid, termid, CAST(sum(CASE WHEN field = 'title' THEN $title_weight ELSE 1 END) AS DOUBLE) AS tf
    FROM fts_main_products.terms JOIN fts_main_products.fields USING (fieldid)
    GROUP BY ALL
)
SELECT
    docs.name AS position,
    dict.term,
    CAST(ln(1 + (num_docs - df + 0.5) / (df + 0.5)) * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * docs.len / avgdl)) AS FLOAT) AS weight
FROM counted
JOIN fts_main_products.dict AS dict USING (termid)
JOIN fts_main_products.docs AS docs USING (docid)
CROSS JOIN fts_main_products.stats
ORDER BY term, position
