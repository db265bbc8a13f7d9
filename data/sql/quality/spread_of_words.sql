-- grain: value, the most frequent first
SELECT /* column */ AS value, count(*) AS n FROM /* table */ WHERE /* column */ IS NOT NULL
GROUP BY value ORDER BY n DESC, value LIMIT 20
