-- grain: month, the newest first
SELECT date_trunc('month', /* column */) AS month, count(*) AS n FROM /* table */
WHERE /* column */ IS NOT NULL AND rowid % $step = 0
GROUP BY month ORDER BY month DESC LIMIT 60
