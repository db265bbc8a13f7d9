"""What a column's values say: times, event types, money, counts, names and ids told apart by their looks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from data.intake.mapping.money_names import says_money
from data.intake.mapping.months import names_a_day
from data.intake.mapping.names import SYNONYMS, WEEK, plain_name
from data.schema import MISSING, ColumnType

Look = Literal["time", "event_type", "money", "count", "words", "id", "empty"]
DATE = r"\W*\d{1,4}[-/.年]\s?\d{1,2}[-/.月].*"
TIME = (
    f"{DATE}|{WEEK}"
    + r"|\d{8}|\d{8} \d{1,2}:.*|\d{8}[Tt]\d{2}:?\d{2}.*|\d{9,10}(\.\d+)?|\d{12,14}|\d{16}|\d{19}"
    + r"|[A-Za-z]{3}-\d{1,2}-\d{2,4}.*"
    + r"|([A-Za-z]{3,9},? )?([A-Za-z]{3,9}\.? \d{1,2},?|\d{1,2}[ -][A-Za-z]{3,9},?)[ -]\d{2,4}.*"
)
SERIAL_DAY = r"[2-6]\d{4}(\.\d+)?"
PART = r"0?[.,]0*[1-9]\d*"  # of one
EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
CODE = r"\d(\.0+)?"
DAY_NUMBER = r"\d{1,4}"
NUMBER = r"\W*[A-Za-z]{0,3}[^\w]*\d[\d.,．，٫٬'’\s  ]*[-–—]{0,2}\s*\D{0,4}\)?"
MONEY = r"\W*[A-Z$€£¥￥]*\W*\d{1,7}([.,'’\s]\d{3})*[.,](\d{1,4}|[-–—]{1,2})\W*[A-Z€$]*"
VAGUE = ("type", "event", "activity")  # names of event types, and of much else
EPOCHS = {10: 1, 13: 10**3, 16: 10**6, 19: 10**9}  # digits → ticks of a second
FIRST, LAST = 631_152_000, 4_102_444_800  # 1990 and 2100 in seconds
EVENT_WORDS = {word: type_ for type_, words in SYNONYMS["event_words"].items() for word in words.split()}
YES_NO_WORDS = {word for words in SYNONYMS["yes_no"].values() for word in words.split()}
CODES = (
    {"0": "view", "1": "cart", "2": "purchase", "3": "view"},
    {"1": "view", "2": "view", "3": "cart", "4": "purchase"},
)


@dataclass(frozen=True)
class Column:
    """The values of one column, looked at once.

    Parameters
    ----------
    known : those of the first rows
    codes : the different ones of the whole file, where they are known
    are_shares : whether all of the file are shares, where that is known
    n_unique : in how many rows each value is another one; 0 where some stand twice, or it is not known
    """

    name: str
    known: list[str]
    codes: tuple[str, ...] = ()
    are_shares: bool | None = None
    n_unique: int = 0

    @property
    def different(self) -> set[str]:
        """The different values there are."""
        return {*self.codes} or {*self.known}

    @property
    def n_distinct(self) -> int:
        """How many different values there are."""
        return len(set(self.known))

    def share(self, pattern: str) -> float:
        """Return the share of values that a pattern matches whole."""
        if not self.known:
            return 0.0
        return sum(bool(re.fullmatch(pattern, value)) for value in self.known) / len(self.known)


def column_of(
    name: str, values: pd.Series, codes: Sequence[str] = (), are_shares: bool | None = None, n_unique: int = 0
) -> Column:
    """Return a column's known values, trimmed, with what is known of the whole file."""
    texts = (value.strip() for value in values.dropna().astype(str))
    known = [value for value in texts if value not in MISSING]
    return Column(name, known, tuple(codes), are_shares, n_unique)


def fits(type_: ColumnType, canonical: str, column: Column) -> bool:
    """Say whether a column's first values can be of a type; a column without values always can."""
    if canonical == "discount_total" and _are_shares(column) and not says_money(column.name):
        return False
    if canonical == "product_id" and column.share(EMAIL) > 0.5:
        return False
    if not column.known:
        return True
    if type_ == "time":
        return max(column.share(f"{TIME}|{SERIAL_DAY}|{DAY_NUMBER}"), _share_of_times(column)) > 0.5
    if type_ in ("money", "number"):
        return column.share(NUMBER) > 0.5
    if canonical == "order_id" and plain_name(column.name) == "name":  # Shopify calls its orders so: #1001
        return column.share(r"#?[A-Za-z]*[-_]?\d+") > 0.9
    if type_ == "yes_no":
        return all(plain_name(value.removesuffix(".0")) in YES_NO_WORDS for value in column.different)
    if type_ == "event_type":
        if plain_name(column.name) in VAGUE and column.share(CODE) < 1:
            return any(event_type_of(value) for value in column.known)
        are_words_or_codes = column.share(r"[\d.]+") < 0.5 or column.share(CODE) == 1
        return are_words_or_codes and column.share(r"[\w\s-]{1,30}") > 0.5
    if canonical == "title":
        return column.share(r"[\d.]+") < 0.5
    return True


def look(column: Column) -> Look:
    """Return what the values of a column look like, whatever its name."""
    if not column.known:
        return "empty"
    if _are_times(column):
        return "time"
    if all(event_type_of(value) for value in column.known):  # pv, cart, fav, buy, 购买 …
        return "event_type"
    if column.share(NUMBER) > 0.9:
        if column.share(MONEY) > 0.3:
            return "id" if column.share(r"\d+\.0") == 1 and column.n_distinct > 1 else "money"
        return "count" if column.share(r"-?\d{1,3}(\.0+)?") > 0.9 and _has_small(column) else "id"
    if column.share(r"[^\W\d]+(['’&/-]?[ .,&/+-]+.*|)") > 0.5 and column.share(r"\S*\d\S*") < 0.3:
        return "words"
    return "words" if column.share(r".*\S \S.*") > 0.5 else "id"


def event_type_of(word: str) -> str | None:
    """Return what a word for an event means, None where it is no known one."""
    return EVENT_WORDS.get(re.sub(r"[^a-z\u4e00-\u9fff]", "", word.lower()))


def event_codes(column: Column) -> dict[str, str]:
    """Return what numbered event types probably mean; empty where the values are names or no codes.

    One to four are the order of Alibaba's logs (view, favorite, cart, buy), zero to three that of Tmall's
    (view, cart, buy, favorite); of two codes the higher is taken for the purchase.
    """
    values = sorted({value.split(".")[0] for value in column.different})
    if not values or column.share(CODE) < 1 or len(values) > 4:
        return {}
    if len(values) == 2 and max(values) <= "2":
        return {values[0]: "view", values[1]: "purchase"}
    return next((dict(meanings) for meanings in CODES if meanings.keys() >= set(values)), {})


def _are_times(column: Column) -> bool:
    if column.share(r"\d+(\.\d+)?") < 0.9:
        return _share_of_times(column) > 0.9 and column.share(r"\S*[A-Za-z]{4,}\S*") < 0.5
    return all(_is_digit_time(value.split(".")[0]) for value in column.known)


def _share_of_times(column: Column) -> float:
    """Return the share of values that are times, months written out among them."""
    are_times = [bool(re.fullmatch(TIME, value)) or names_a_day(value) for value in column.known]
    return sum(are_times) / max(len(are_times), 1)


def _is_digit_time(digits: str) -> bool:
    if len(digits) == 8:
        return digits[:2] in ("19", "20") and "01" <= digits[4:6] <= "12" and "01" <= digits[6:] <= "31"
    ticks = EPOCHS.get(len(digits))
    return ticks is not None and FIRST < int(digits) / ticks < LAST


def _are_shares(column: Column) -> bool:
    """Say whether reductions are shares: percents, or all between 0 and 1 and not all zero."""
    if column.are_shares is not None:
        return column.are_shares
    if column.share(r".*[%％折]") > 0:
        return True
    return column.share(rf"{PART}|[01]([.,]0+)?") == 1 and column.share(PART) > 0


def _has_small(column: Column) -> bool:
    return any(re.fullmatch(r"-?\d+(\.0+)?", value) and abs(float(value)) <= 12 for value in column.known)
