"""A shop of electronics by name: four brands, each with phones, tablets, watches and what goes with them."""

from dataclasses import dataclass

import numpy as np

BRANDS = {"Aura": 1.25, "Nordlys": 1.0, "Kestrel": 0.85, "Pixa": 0.65}  # and how dear each is
MODELS = {"Aura": "X2", "Nordlys": "N9", "Kestrel": "K5", "Pixa": "Go"}
# from the least to the most sensitive
CUSTOMER_TYPES = "A: Brand loyal", "B: Upgrader", "C: Bargain hunter"


@dataclass(frozen=True)
class Category:
    """Two products of every brand.

    Attributes
    ----------
    names, prices : of the two, the latter at a brand that is neither dear nor cheap [currency]
    cost_share : of the list price
    appeal : how much they are wanted at the list price [logits]
    completes : whether it is bought with the first category of its line
    """

    title: str
    names: tuple[str, str]
    prices: tuple[float, float]
    cost_share: float
    appeal: float
    completes: bool = True


LINES = (
    (
        Category("Phones", ("{m} phone 128 GB", "{m} phone 256 GB"), (620, 720), 0.68, -3.8),
        Category("Cases", ("{m} clear case", "{m} leather case"), (19, 35), 0.42, -1.6),
        Category("Chargers", ("Charge 30 W charger", "Charge wireless pad"), (29, 45), 0.5, -1.8),
        Category("Earphones", ("Buds earphones", "Buds Pro earphones"), (79, 149), 0.6, -2.0),
    ),
    (
        Category("Tablets", ("Tab 11 tablet 64 GB", "Tab 13 tablet 128 GB"), (360, 540), 0.68, -3.8),
        Category("Tablet covers", ("Tab 11 folio cover", "Tab 13 folio cover"), (32, 42), 0.45, -1.9),
        Category("Keyboards", ("Type keyboard", "Type Pro keyboard with touchpad"), (69, 119), 0.58, -2.6),
        Category("Memory cards", ("memory card 128 GB", "memory card 256 GB"), (18, 32), 0.55, -1.6),
    ),
    (
        Category("Smart watches", ("Watch 40 mm", "Watch 44 mm"), (189, 229), 0.65, -3.5),
        Category("Watch straps", ("Watch sport strap", "Watch steel strap"), (19, 45), 0.4, -1.8),
        Category("Speakers", ("Mini speaker", "Room speaker"), (59, 149), 0.58, -2.2, False),
        Category("Laptop sleeves", ("laptop sleeve 13 inch", "laptop sleeve 15 inch"), (25, 29), 0.42, -1.8,
                 False),
    ),
)  # fmt: skip
CATEGORIES = tuple(category for line in LINES for category in line)
LAYOUT = N_PRODUCTS, LINE_SIZE, AISLE_SIZE = 2 * len(CATEGORIES) * len(BRANDS), len(LINES[0]), 2
_REPLACES = 5.0  # how much stronger two of a category replace each other than others belong together
_LIKED = 0.3, 0.1, 0.0, -0.1  # what a brand adds to its appeal at its own prices, in the order of the brands


@dataclass(frozen=True)
class Good:
    """One product of the shop, with its category and brand by number."""

    title: str
    category: int
    brand: int
    price: float
    appeal: float
    completes: bool


def goods() -> list[Good]:
    """Return every product: brand by brand, line by line, category by category."""
    found = []
    for b, (brand, level) in enumerate(BRANDS.items()):
        for c, category in enumerate(CATEGORIES):
            for name, price in zip(category.names, category.prices, strict=True):
                title = f"{brand} {name.format(m=MODELS[brand])}"
                asked = max(round(price * level), 6) - 0.01
                appeal = category.appeal + _LIKED[b]
                found.append(Good(title, c, b, round(asked, 2), appeal, category.completes))
    return found


def cross_effects(effect: float) -> np.ndarray:
    """Return cross effects [logits]: two of a category replace each other, a line's belong to its first."""
    cross = np.zeros((N_PRODUCTS, N_PRODUCTS))
    line = LINE_SIZE * AISLE_SIZE
    for j, good in enumerate(goods()):
        first, mate = j - j % line, j ^ 1
        cross[j, mate] = -_REPLACES * effect
        if good.completes and j - first >= AISLE_SIZE:
            cross[j, first : first + AISLE_SIZE] = cross[first : first + AISLE_SIZE, j] = effect
    return cross
