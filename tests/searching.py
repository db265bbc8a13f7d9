"""A shop that is searched, for tests: what each customer means by a word is known."""

import numpy as np
import pandas as pd

from tests.builders import event

KINDS = {  # category: what its products are called, and what customers type
    "Dresses": ("red dress", "summer dress", "evening gown", "红色连衣裙", "silk dress"),
    "Dental": ("mint toothpaste", "kids toothpaste", "soft toothbrush", "薄荷牙膏", "dental floss"),
    "Dairy": ("whole milk", "skimmed milk", "greek yogurt", "全脂牛奶", "salted butter"),
    "Garden": ("watering can", "garden hose", "rose seeds", "花园水管", "tomato plant"),
    "Office": ("ball pen", "paper clips", "desk lamp", "办公台灯", "lined notebook"),
    "Kitchen": ("frying pan", "chef knife", "coffee mug", "不粘平底锅", "salad bowl"),
}
BRANDS = ("Aster", "Birch", "Cedar")
SEARCHES = [
    {
        "event_type": "search",
        "query": "mug",
        "product_id": "",
        "order_id": "",
        "event_time": f"2024-03-04 {time}",
    }
    for time in ("09:55", "09:58", "09:58", "12:00")
]


def search_products():
    """Return a products file: every thing of every kind, by every brand."""
    things = [(kind, thing) for kind, named in KINDS.items() for thing in named]
    return [
        {
            "product_id": f"p{n:02d}-{brand[0]}",
            "title": f"{thing} {brand}".title(),
            "category": kind,
            "brand": brand,
            "list_price": "5",
            "details": f"A {thing} that lasts, made by {brand} with great care",
        }
        for n, (kind, thing) in enumerate(things)
        for brand in BRANDS
    ]


def search_events(n_customers=40, n_searches=4, seed=0):
    """Return searches, each followed by the purchase of that thing, of the customer's brand."""
    rng = np.random.default_rng(seed)
    first = pd.Timestamp("2024-01-01 10:00")
    rows = []
    for customer in range(n_customers):
        for nth in range(n_searches):
            when = first + pd.Timedelta(days=nth * 9 + customer % 9)
            thing, place = _asked(rng)
            shared = {"customer_id": f"c{customer:03d}", "event_time": str(when)}
            rows.append(shared | {"event_type": "search", "query": thing})
            product = f"p{place:02d}-{BRANDS[customer % len(BRANDS)][0]}"
            bought = shared | {"event_time": str(when + pd.Timedelta(minutes=5)), "product_id": product}
            rows.append(event(**bought, order_id=f"o{customer}-{nth}", net_price="5"))
    return rows


def _asked(rng):
    things = [thing for named in KINDS.values() for thing in named]
    place = int(rng.integers(len(things)))
    return things[place], place
