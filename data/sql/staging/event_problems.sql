-- What keeps a line of an events file from being stored: the first that applies. Each stands on a line of its own.
/* order_problems */
/* status_problems */
WHEN event_time IS NULL AND text_event_time IS NULL THEN problem('time is missing', 'event_time', NULL)
WHEN event_time IS NULL THEN problem('unreadable time', 'event_time', text_event_time)
WHEN event_time < TIMESTAMP '1970-01-02' OR event_time >= TIMESTAMP '2100-01-01' THEN problem('unreadable time', 'event_time', text_event_time)
WHEN $has_damaged_ids AND is_damaged_id(text_customer_id) THEN problem('id lost its digits in a spreadsheet', 'customer_id', text_customer_id)
WHEN $has_damaged_ids AND is_damaged_id(text_product_id) THEN problem('id lost its digits in a spreadsheet', 'product_id', text_product_id)
WHEN $has_damaged_ids AND is_damaged_id(text_order_id) THEN problem('id lost its digits in a spreadsheet', 'order_id', text_order_id)
WHEN product_id IS NULL THEN problem('missing product', 'product_id', text_product_id)
WHEN type IS NULL THEN problem('unknown event type', 'event_type', text_event_type)
WHEN customer_id IS NULL AND order_id IS NULL AND session_id IS NULL THEN problem('no customer, order or session', 'customer_id', text_customer_id)
WHEN net_price IS NULL AND text_net_price IS NOT NULL THEN problem('price not a number', 'net_price', text_net_price)
WHEN net_total IS NULL AND text_net_total IS NOT NULL THEN problem('price not a number', 'net_total', text_net_total)
WHEN abs(net_total / units) >= 9999999999 THEN problem('price not a number', 'net_total', text_net_total)
WHEN list_price IS NULL AND text_list_price IS NOT NULL THEN problem('price not a number', 'list_price', text_list_price)
WHEN cost IS NULL AND text_cost IS NOT NULL THEN problem('cost not a number', 'cost', text_cost)
/* discount_problems */
WHEN quantity IS NULL AND text_quantity IS NOT NULL THEN problem('quantity not a number', 'quantity', text_quantity)
WHEN type IN ('purchase', 'return') AND $has_quantity AND quantity IS NULL THEN problem('quantity is missing', 'quantity', NULL)
WHEN type IN ('purchase', 'return') AND quantity = 0 THEN problem('quantity is zero', 'quantity', text_quantity)
WHEN type IN ('purchase', 'return') AND $has_price AND coalesce(net_price, net_total) IS NULL THEN problem('price is missing', 'net_price', NULL)
WHEN type IN ('purchase', 'return') AND coalesce(net_price, abs(net_total)) <= 0 THEN problem('price not above zero', 'net_price', coalesce(text_net_price, text_net_total))
/* instrument_problems */
