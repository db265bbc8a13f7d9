-- grain: source (where files of persons say that joined ids come from), with how many of these ids
SELECT coalesce(source, '') AS source, count(DISTINCT customer_id) AS n_ids
FROM persons SEMI JOIN found_links USING (customer_id)
GROUP BY ALL
ORDER BY n_ids DESC, source
