"""Dates with their month written out, in the languages that `odd_times.sql` reads."""

import re
import unicodedata
from functools import cache

from data.sql import sql

LONGEST = 60  # characters of a date with its weekday, clock and zone
DAY = r"\d{1,4}\W{0,3}(?:d[eo]l? )?#|#\W{0,3}(?:d[eo]l? )?\d{1,4}"


@cache
def month_words() -> frozenset[str]:
    """Return the names of months that the macro `month_number` knows."""
    lists = re.findall(r"list_contains\(\[(.*?)\], w\)", sql("odd_times"))
    return frozenset(re.findall(r"'(\w+)'", " ".join(lists)))


def names_a_day(text: str) -> bool:
    """Say whether a text is a date in words: a month's name beside a number, and another number."""
    if len(text) > LONGEST or len(re.findall(r"\d+", text)) < 2:
        return False
    letters = unicodedata.normalize("NFD", text.lower().replace("ı", "i"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    marked = re.sub(r"[^\W\d_]+", lambda word: "#" if word[0] in month_words() else word[0], bare)
    return re.search(DAY, marked) is not None
