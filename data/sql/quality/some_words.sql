-- grain: value, a thousand different ones of the first rows, in an order that says nothing
SELECT value FROM (
    SELECT DISTINCT CAST(/* column */ AS VARCHAR) AS value
    FROM (SELECT /* column */ FROM /* table */ WHERE /* column */ IS NOT NULL LIMIT 20000)
)
ORDER BY md5(value) LIMIT 1000
