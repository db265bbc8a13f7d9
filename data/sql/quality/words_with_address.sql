-- grain: value of a column of texts that may have an e-mail address in it
SELECT DISTINCT CAST(/* column */ AS VARCHAR) AS value FROM /* table */ WHERE contains(CAST(/* column */ AS VARCHAR), '@')
ORDER BY value LIMIT 100
