"""What the run advises, in the report: its worth, the checks behind it, and the best rows of its book."""

import json

import pandas as pd

from analytics.cli.gate_words import GATE_WORDS
from analytics.cli.reasons import gate_words, titles_of
from analytics.cli.report.parts import Section, Table, count, money, share
from analytics.cli.wording import counted
from analytics.pricing.price_book.ranking import ranked
from analytics.pricing.price_book.shop_imports import importable
from analytics.pricing.price_book.yearly import HIGH, LOW, PROFIT, UNITS, yearly
from analytics.runs.report import Report
from analytics.runs.results import Results
from analytics.runs.worth import Worth

MOST_ROWS = 50  # of the book; the files hold all
FINE_BELOW = 10  # amounts below are told with cents [currency]


def answer(found: Results, worth: Worth, currency: str) -> str:
    """Return in one sentence what the book is worth a year, with its band."""
    book = found.price_book
    covers = (
        f"It covers {counted(book['offer_id'].nunique(), 'bundle')} of "
        f"{counted(len(found.products), 'product')} for "
        f"{counted(book['segment'].nunique(), 'customer type')}."
    )
    if worth.best.empty:
        return f"No bundle of this book earns more than its parts sold alone. {covers}"
    low, high = _amounts(currency, worth.low, worth.high)
    if worth.profit <= 0:
        return f"This price book promises no extra profit (90 % band {low} to {high} a year). {covers}"
    profit = _amounts(currency, worth.profit)[0]
    return f"This price book is worth {profit} more profit a year (90 % band {low} to {high}). {covers}"


def gates_section(report: Report) -> Section:
    """Return how many products passed each check, and why others did not."""
    gates = report.found.gates
    verdicts = gates["verdict"].value_counts().sort_index()
    said = ["Checks of what the data can show, by verdict: "]
    said[0] += ", ".join(f"{verdict} {count(n)}" for verdict, n in verdicts.items()) + "."
    said.append("A FAIL withholds the discount. A WARN gives it with its reservation.")
    kinds = gates.groupby(["name", "verdict", "reason"], sort=True)
    rows = [_check(same) for _, same in kinds]
    head = ("Check", "Verdict", "How many", "For example", "What would help")
    return Section("Checks", said, tables=[Table("By check, verdict and reason", head, rows)])


def _check(same: pd.DataFrame) -> tuple[str, ...]:
    """Return a row of the checks that found the same, with the first of them as the example."""
    first = same.iloc[0]
    words = gate_words(first.to_dict() | {"figures": json.loads(first["figures"])})
    name = str(first["name"])
    asked = GATE_WORDS.get(name, name.replace("_", " ").capitalize())
    return asked, str(first["verdict"]), count(len(same)), words["detail"], words["remedy"]


def book_section(report: Report) -> Section:
    """Return the best rows of the price book, and what all of it is worth."""
    found, worth = report.found, report.worth
    titles, currency = titles_of(found.products), report.currency
    advised = ranked(importable(yearly(found.market, found.price_book)), PROFIT)
    rows = [
        (
            str(row["segment"]),
            " + ".join(titles.get(str(one)) or str(one) for one in row["product_ids"]),
            share(row["discount_share"], 0),
            money(row["bundle_price"], currency),
            count(row[UNITS]),
            *(money(row[name], currency, 0) for name in (PROFIT, LOW, HIGH)),
            str(row["verdict"]),
        )
        for row in advised.head(MOST_ROWS).to_dict("records")
    ]
    head = ("Customer type", "Bundle", "Discount", "Price", "Extra sales", "Extra profit", "From", "To")
    table = Table(f"The best {len(rows)} of {count(len(advised))} rows", (*head, "Verdict"), rows)
    said = [
        answer(found, worth, currency),
        f"Each visit is counted with at most {counted(worth.offers_per_visit, 'bundle')}, so that no gain is "
        "counted twice. Costs and limits are those of the training. From and to: the 90 % band, a year.",
    ]
    return Section("Price book", said, tables=[table] if rows else ())


def _amounts(currency: str, *values: float) -> list[str]:
    """Return amounts side by side, with cents where they are read."""
    largest = max(map(abs, values))
    decimals = 0 if largest >= FINE_BELOW or largest == 0 else 2
    return [money(value, currency, decimals) for value in values]
