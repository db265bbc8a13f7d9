WHEN is_without_order AND (event_time IS NULL OR customer_id IS NULL) AND text_event_time IS NULL THEN problem('order is not among the orders', 'order_id', text_order_id)
