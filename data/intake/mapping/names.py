"""What a column's name says: synonyms from real exports, in English, Chinese and some neighbors."""

import re
from functools import cache, lru_cache

from data.intake.mapping.money_names import TAXES, core_name, tax_of
from data.intake.words_of_texts import listed_words, without_accents
from data.schema import COLUMNS, KINDS, Kind

SYNONYMS, ABROAD = listed_words("synonyms"), listed_words("names_abroad")
WEEK = r"\d{4}-?[Ww]\d\d(-?\d)?"
DATED = (
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(19|20)\d{6})([ T]00:00(:00)?)?"
    f"|{WEEK}"
)
COUNTED = r"(day|week|w|d|wk|第)[ _]?\d{1,4}(周|天|日)?"
OF_LINES = re.compile(".*(line|item|product|position|artikel|ligne|linea|riga|righe|article)(s|es|n|en)?")
LEAST_WIDE = 3  # columns named as days, from which a table is one of prices by day


@lru_cache(maxsize=20_000)
def plain_name(name: str) -> str:
    """Return a name without case, spaces, signs and accents."""
    return re.sub(r"[\W_]+", "", without_accents(name)).lower()


def columns_named(columns: list[str], kind: Kind, canonical: str) -> list[str]:
    """Return the file's columns that may be a canonical one by their names, the likeliest first.

    Names as they stand come before those that also say tax or currency: Price before Price (inc tax), and
    what is without tax before what is with it.
    """
    synonyms = synonyms_of(kind, canonical)
    exact = [column for synonym in synonyms for column in columns if plain_name(column) == synonym]
    others = [column for column in columns if column not in exact]
    others.sort(key=lambda column: TAXES.index(tax_of(column)))
    cores = {column: plain_name(core_name(_of_line(column))) for column in others}
    return exact + [column for synonym in synonyms for column in others if cores[column] == synonym]


def _of_line(column: str) -> str:
    """Return what a name with a path says of a line: Unit Price of `Order Lines/Unit Price`."""
    head, _, tail = column.rpartition("/") if "/" in column else column.rpartition(".")
    return tail if tail and OF_LINES.fullmatch(plain_name(head)) else column


@cache
def synonyms_of(kind: Kind, canonical: str) -> list[str]:
    """Return the names that a canonical column has in exports, the likeliest first."""
    borrows = kind in ("orders", "prices")
    words = SYNONYMS[kind].get(canonical) or (SYNONYMS["events"].get(canonical, "") if borrows else "")
    abroad = ABROAD.get(kind, {}).get(canonical) or (ABROAD["events"].get(canonical, "") if borrows else "")
    return list(dict.fromkeys(plain_name(word) for word in f"{words} {abroad}".split()))


def is_made_up(name: str) -> bool:
    """Say whether a column got its name here, as its file has no header."""
    return bool(re.fullmatch(r"column \d+", name))


def say_nothing(columns: list[str]) -> bool:
    """Say whether no column has a name that any kind of file knows."""
    known = {
        word
        for kind in KINDS
        for canonical in {*SYNONYMS[kind], *ABROAD.get(kind, {})}
        for word in synonyms_of(kind, canonical)
    }
    return not known & {plain_name(column) for column in columns} and not day_columns(columns)


def day_columns(columns: list[str]) -> list[str]:
    """Return the columns whose names are days or weeks: a wide table has a price in each."""
    names = {name: name.strip() for name in columns}
    days = [
        n for n, bare in names.items() if re.fullmatch(DATED, bare) or re.fullmatch(COUNTED, bare.lower())
    ]
    return days if len(days) >= LEAST_WIDE else []


def kind_by_names(columns: list[str]) -> Kind:
    """Return what a file holds, as its column names tell."""
    names = {plain_name(column) for column in columns}

    def has(kind: Kind, *canonical: str) -> bool:
        return any(names & {plain_name(column), *synonyms_of(kind, column)} for column in canonical)

    if (
        has("persons", "customer_id")
        and has("persons", "person_id", "same_as")
        and names <= names_of_persons()
    ):
        return "persons"
    if has("offers", "product_ids") and not has("events", "event_time"):
        return "offers"
    has_customer, has_product = has("events", "customer_id"), has("events", "product_id")
    has_time, has_order = has("events", "event_time"), names & ORDER_NAMES
    if has_product and day_columns(columns) and not has_customer:
        return "prices"
    if has_product and (has_order or (has_time and has_customer)):
        return "events"
    if has_product and has_time and has("prices", "price"):
        return "prices"
    if has_order and not has_product and (has_time or has("orders", "days_since_previous")):
        return "orders"
    if has_product or not (has_customer or has("customers", "customer_id")):
        return "events" if has_customer and has_product else "products"
    return "customers" if has_customer or not has("products", "list_price") else "products"


@cache
def names_of_persons() -> frozenset[str]:
    """Return the names that columns have in a file that says which ids are one person."""
    own = COLUMNS["persons"]
    return frozenset(
        word for column in own for word in (plain_name(column.name), *synonyms_of("persons", column.name))
    )


ORDER_NAMES = set(synonyms_of("events", "order_id")) - {"name"}
