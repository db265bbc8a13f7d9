-- Takes away where visits of customers begin whose past has changed.
DELETE FROM visit_starts WHERE customer_id IN (FROM backdated)
