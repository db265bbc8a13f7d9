"""Rows of events that marts are read from: a few orders, and much browsing."""

ROWS = [
    {
        "order_id": "o1",
        "product_id": "p1",
        "net_price": "10",
        "list_price": "12",
        "quantity": "2",
        "channel": "web",
    },
    {"order_id": "o1", "product_id": "p2", "net_price": "5", "list_price": "5"},
    {
        "order_id": "o2",
        "product_id": "p1",
        "net_price": "8",
        "event_time": "2024-03-12 09:00:00",
        "customer_id": "c2",
    },
    {"order_id": "C3", "product_id": "p1", "net_price": "10", "quantity": "-1", "event_time": "2024-03-13"},
    {"order_id": "o4", "product_id": "p2", "net_price": "5", "customer_id": "", "event_time": "2024-03-14"},
    {"event_type": "exposure", "order_id": "", "net_price": "", "event_time": "2024-03-02", "arm": "ease"},
]


def browsing_rows():
    """Views and carts with and without sessions, orders, guests, equal times and repeated rows."""
    types, times = (
        ["view", "cart", "purchase"],
        ["2024-03-04 10:00:00", "2024-03-04 10:29:00", "2024-03-04 11:30:00"],
    )
    return [
        {
            "customer_id": f"c{n % 5}" if n % 7 else "",
            "event_type": types[n % 3],
            "event_time": times[n % 4 % 3],
            "product_id": f"p{n % 4}",
            "order_id": f"o{n % 6}",
            "session_id": f"s{n % 3}" if n % 2 else "",
            "store_id": f"{n % 2}" if n % 3 else "",
        }
        for n in range(200)
    ] + [{"event_type": "exposure", "event_time": times[0], "arm": arm} for arm in ("a", "a", "")]
