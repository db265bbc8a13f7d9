"""A shop searched in English and Chinese, with typing errors, by customers who like two brands each."""

from pathlib import Path

import numpy as np
import pandas as pd

from analytics.recommend.search.misspelled import misspelled
from tests.builders import event, write_csv

KINDS: dict[str, dict[str, str]] = {  # things by their category, in English and in Chinese
    "Kitchen": {
        "frying pan": "平底锅",
        "chef knife": "菜刀",
        "coffee mug": "咖啡杯",
        "salad bowl": "沙拉碗",
        "water bottle": "水瓶",
        "rice cooker": "电饭煲",
    },
    "Fashion": {
        "summer dress": "夏季连衣裙",
        "leather belt": "皮带",
        "wool scarf": "羊毛围巾",
        "running shoes": "跑步鞋",
        "rain jacket": "雨衣",
        "cotton socks": "棉袜",
    },
    "Care": {
        "toothpaste": "牙膏",
        "shampoo": "洗发水",
        "hand cream": "护手霜",
        "sunscreen": "防晒霜",
        "face mask": "面膜",
        "hair dryer": "吹风机",
    },
    "Garden": {
        "garden hose": "花园水管",
        "watering can": "洒水壶",
        "flower pot": "花盆",
        "lawn mower": "割草机",
        "garden chair": "花园椅",
        "bird feeder": "喂鸟器",
    },
    "Office": {
        "desk lamp": "台灯",
        "notebook": "笔记本",
        "ball pen": "圆珠笔",
        "office chair": "办公椅",
        "paper clips": "回形针",
        "wireless mouse": "无线鼠标",
    },
}
THINGS = {thing: (abroad, kind) for kind, named in KINDS.items() for thing, abroad in named.items()}
LOOKS = ("small", "large", "blue", "green", "classic", "light")
BRANDS = ("Aster", "Birch", "Cedar", "Dahlia", "Elm", "Fern", "Ginkgo", "Hazel")
WAYS = {"name": 0.4, "wrong": 0.2, "abroad": 0.2, "kind": 0.1, "brand": 0.1}  # how a thing is typed
SAYS_LOOK = 0.7  # of those who type what a thing is called


def shop_files(folder: Path, n_customers: int = 800, n_searches: int = 4, seed: int = 0) -> list[str]:
    """Write products, of which a fifth have Chinese titles, and searches with purchases after them."""
    rng = np.random.default_rng(seed)
    offered = [(thing, look, brand) for thing in THINGS for look in LOOKS for brand in BRANDS]
    is_abroad = rng.random(len(offered)) < 0.2
    titles = [
        f"{brand} {THINGS[thing][0]} {look}" if abroad else f"{brand} {look} {thing}"
        for (thing, look, brand), abroad in zip(offered, is_abroad, strict=True)
    ]
    products = pd.DataFrame(
        {
            "product_id": [f"p{n:04d}" for n in range(len(offered))],
            "title": titles,
            "category": [THINGS[thing][1] for thing, _, _ in offered],
            "brand": [brand for _, _, brand in offered],
        }
    )
    place = {of: f"p{n:04d}" for n, of in enumerate(offered)}
    rows = [row for n in range(n_customers) for row in _searches(n, n_searches, place, rng)]
    products.to_csv(folder / "products.csv", index=False)
    write_csv(folder / "events.csv", rows)
    return ["--events", str(folder / "events.csv"), "--products", str(folder / "products.csv")]


def _searches(customer: int, n_searches: int, place: dict, rng: np.random.Generator) -> list[dict]:
    liked, rows = rng.choice(BRANDS, 2, replace=False), []
    for nth in range(n_searches):
        thing = str(rng.choice(list(THINGS)))
        brand = str(rng.choice(liked if rng.random() < 0.7 else BRANDS))
        when = pd.Timestamp("2024-01-01 10:00") + pd.Timedelta(days=14 * nth + customer % 14)
        shared = {"customer_id": f"c{customer:04d}", "event_time": str(when)}
        look = str(rng.choice(LOOKS))
        rows.append(shared | {"event_type": "search", "query": _typed(thing, look, brand, rng)})
        product = place[thing, look, brand]
        bought = {"event_time": str(when + pd.Timedelta(minutes=3)), "product_id": product}
        rows.append(event(**shared | bought, order_id=f"o{customer}-{nth}"))
    return rows


def _typed(thing: str, look: str, brand: str, rng: np.random.Generator) -> str:
    said = f"{look} " if rng.random() < SAYS_LOOK else ""
    match rng.choice(list(WAYS), p=list(WAYS.values())):
        case "wrong":
            return said + (misspelled(thing, rng) or thing)
        case "abroad":
            return said + THINGS[thing][0]
        case "kind":
            return THINGS[thing][1].lower()
        case "brand":
            return f"{thing} {brand}".lower()
    return said + thing
