"""The files beside the events: a catalog with titles, and customers with attributes; some carry signal."""

import numpy as np
import pandas as pd

from analytics.simulation import electronics
from analytics.simulation.assortment import Assortment, Generator, extra_rng
from analytics.simulation.config import WorldConfig
from analytics.simulation.people import People

CATEGORIES = ("Coffee", "Tea", "Bakery", "Household", "Garden", "Stationery")
BRANDS = ("Alder & Sons", "Brightwater", "Corner Mill", "Dunmore", "Everyday")
NOUNS = (
    ("espresso beans", "filter coffee", "coffee filters", "milk frother"),
    ("green tea", "black tea", "tea strainer", "honey sticks"),
    ("rye crackers", "butter biscuits", "sourdough mix", "cake tin"),
    ("dish soap", "sponges", "laundry powder", "cloth bags"),
    ("seed box", "plant feed", "trowel", "watering can"),
    ("notebook", "pencils", "ink cartridges", "letter paper"),
)
SIZES = ("small", "large", "family pack", "refill", "gift box")
FORMS = ("fresh", "frozen", "dried", "pickled", "canned")  # aisles of a department
PRODUCE = (
    "apples", "apricots", "artichokes", "asparagus", "beans", "beets", "blackberries", "blueberries",
    "broccoli", "cabbage", "carrots", "cauliflower", "celery", "cherries", "chestnuts", "chickpeas",
    "chilies", "corn", "cranberries", "cucumbers", "currants", "dates", "eggplants", "fennel", "figs",
    "garlic", "ginger", "gooseberries", "grapes", "herbs", "herring", "kale", "leeks", "lemons",
    "lentils", "limes", "mackerel", "mangoes", "mushrooms", "mussels", "okra", "olives", "onions",
    "oranges", "papayas", "parsnips", "peaches", "pears", "peas", "peppers", "pineapples", "plums",
    "pumpkin", "quinces", "radishes", "raspberries", "salmon", "sardines", "spinach", "tomatoes",
    "turnips", "zucchini",
)  # fmt: skip
AGES, INCOMES = ("18–29", "30–44", "45–59", "60 and over"), ("high", "middle", "low")
REGIONS, COLORS = ("north", "south", "east", "west"), ("red", "green", "blue", "yellow")
AGREE = 0.8  # how often an attribute tells the tier rather than nothing


def product_rows(assortment: Assortment) -> pd.DataFrame:
    """Return the catalog; a rich one has titles whose words tell category, brand and size."""
    config, place = assortment.config, np.arange(assortment.config.n_products)
    titles = [f"Product {j}" for j in place]
    categories = [f"Category {c}" for c in assortment.category]
    brands = [BRANDS[b] for b in assortment.brand] if config.has_aisles or config.is_rich else []
    if config.story:
        titles = [good.title for good in electronics.goods()]
        categories = [electronics.CATEGORIES[c].title for c in assortment.category]
        brands = [list(electronics.BRANDS)[b] for b in assortment.brand]
    elif config.has_aisles:
        categories = [_aisle(int(c), config.department_size) for c in assortment.category]
        titles = [
            f"{brand} {aisle}, {_size(j % config.aisle_size)}"
            for j, (brand, aisle) in enumerate(zip(brands, categories, strict=True))
        ]
    elif config.is_rich:
        titles = [_title(int(j), assortment) for j in place]
        categories = [CATEGORIES[c] for c in assortment.category]
    products = pd.DataFrame(
        {
            "product_id": [f"p{j}" for j in place],
            "title": titles,
            "category": categories,
            "list_price": assortment.list_price,
            "cost": assortment.cost,
        }
    )
    if brands:
        products.insert(3, "brand", brands)
    return products


def customer_rows(
    config: WorldConfig, people: People, rng: Generator, first: int = 0, block: int = 0
) -> pd.DataFrame:
    """Return the customers file: the tier and a region; of a rich shop attributes that hint at the tier."""
    n = len(people)
    ids = [f"c{i}" for i in range(first, first + n)]
    region = rng.choice(["north", "south"], n)
    if not config.has_aisles and not config.is_rich:
        tiers = [f"tier {t}" for t in people.tier]
        return pd.DataFrame({"customer_id": ids, "tier": tiers, "region": region})
    own = extra_rng(config, "attributes", block)
    columns = (_of_aisles if config.has_aisles else _rich)(people, own)
    for values in columns.values():
        values[own.random(n) < config.missing_share] = None
    tier = {config.segment_column: _tier_names(config)[people.tier]} if config.has_aisles else {}
    return pd.DataFrame({"customer_id": ids} | tier | columns)


def _rich(people: People, own: Generator) -> dict[str, np.ndarray]:
    n = len(people)
    return {
        "income_band": _hint(own, people.tier, INCOMES, AGREE),
        "age_band": _hint(own, people.tier, AGES, 0.3),
        "channel": np.where(own.random(n) < 0.3 + 0.4 * (people.tier == 0), "store", "web").astype(object),
        "region": own.choice(REGIONS, n).astype(object),
        "favorite_color": own.choice(COLORS, n).astype(object),
        "joined_on": _days(people.first_day),
    }


def _of_aisles(people: People, own: Generator) -> dict[str, np.ndarray]:
    return {
        "age_band": _hint(own, people.tier, AGES, 0.3),
        "region": own.choice(REGIONS, len(people)).astype(object),
        "joined_on": _days(people.first_day),
    }


def _tier_names(config: WorldConfig) -> np.ndarray:
    names = [f"tier {t}" for t in range(len(config.slopes))]
    if config.story and len(names) == len(electronics.CUSTOMER_TYPES):
        names = list(electronics.CUSTOMER_TYPES)
    return np.array(names, object)


def _title(j: int, assortment: Assortment) -> str:
    nouns = NOUNS[assortment.category[j]]
    n_groups = 2 * len(NOUNS)  # products are numbered round the categories, two of each at a time
    noun = nouns[(2 * (j // n_groups) + j % 2) % len(nouns)]
    number = j // (n_groups * 2)
    return f"{BRANDS[assortment.brand[j]]} {noun}, {_size(number)}"


def _size(number: int) -> str:
    return SIZES[number] if number < len(SIZES) else f"no. {number}"


def _aisle(number: int, department_size: int) -> str:
    """Return the name of an aisle: its department's produce in one form; numbered where names run out."""
    department, form = divmod(number, department_size)
    turn, noun = divmod(department, len(PRODUCE))
    name = f"{FORMS[form]} {PRODUCE[noun]}" if form < len(FORMS) else f"{PRODUCE[noun]} no. {form}"
    return name if turn == 0 else f"{name} {turn + 1}"


def _hint(rng: Generator, tier: np.ndarray, names: tuple[str, ...], agree: float) -> np.ndarray:
    """Return an attribute that mostly names the tier, and otherwise anything."""
    drawn = rng.integers(0, len(names), len(tier))
    told = rng.random(len(tier)) < agree
    return np.array(names, object)[np.where(told, tier % len(names), drawn)]


def _days(first_day: np.ndarray) -> np.ndarray:
    days = np.datetime64("2025-01-06") + first_day.astype(np.int64)
    return np.array([str(day) for day in days], object)
