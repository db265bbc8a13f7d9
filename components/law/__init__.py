"""What laws on prices ask of the price book of now, and the texts for it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from analytics.checks.law.codes import Announced, Law, Outcome
from analytics.checks.law.judge import LawChecks
from analytics.checks.law.rules import rule
from analytics.cli.disclosure_pack import PACK, About, disclosure_pack
from analytics.cli.law_words import (
    ANNOUNCED_WORDS,
    LAW_WORDS,
    NO_ADVICE,
    OUTCOME_WORDS,
    Language,
    found_words,
)
from analytics.runs.decisions.prices import digest_of
from analytics.runs.decisions.record import sellable
from analytics.runs.law import Known, check_laws, known_of
from components.bundles.repricing import priced
from components.price_book.rows import Book, book_of
from components.shell import display, formats, results, session, tables
from data.privacy.ledger.ledger import Ledger
from data.store import Shop

LABELS, OUTCOMES = LAW_WORDS[Language.EN], OUTCOME_WORDS[Language.EN]
FIRST_DAY = date(1990, 1, 1)  # that can be asked for: shops bring old files
RULE_COLUMNS = {
    "rule": tables.text("Rule"),
    "place": tables.text("Where"),
    "outcome": tables.text("Outcome"),
    "said": tables.text("What was found", width=420),
    "source": tables.text("Source", width=300),
    "article": tables.text("Article"),
    "in_force": tables.day("In force since"),
    "looked_at": tables.day("Last looked at", "When somebody last looked whether this file is still right"),
}
REDUCTION_COLUMNS = {
    "offer_id": tables.text("Bundle"),
    "title": tables.text("Parts", width=300),
    "segment": tables.text("Customer type"),
    "component_price": tables.money("Parts together", "What the reduction is announced off"),
    "prior_price": tables.money("Prior price", "The parts' lowest prices of the period, added up"),
    "bundle_price": tables.money("Price"),
    "announced_share": tables.share("Announced"),
    "allowed_share": tables.share("On the prior price", "The reduction that the prior price leaves"),
    "announced": tables.text("Outcome"),
}
PRIOR_COLUMNS = {
    "product": tables.text("Product", width=300),
    "prior_price": tables.money("Lowest price"),
    "lowest_on": tables.day("On"),
    "n_days": tables.count("Days with a price", "Of the days of the period"),
}


@dataclass(frozen=True)
class Checked:
    """The price book of now, and what the rules say of it."""

    book: Book
    checks: LawChecks

    @property
    def shop(self) -> Shop:
        """Return the shop."""
        return self.book.shop


def require_checks(shop: Shop) -> Checked:
    """Return what the rules say of the price book of now; stops the page where there is none."""
    found = priced(shop, results.require_results(shop))
    book = book_of(shop, found)
    book = replace(book, rows=sellable(Ledger(shop.directory), book.rows))
    on = st.date_input(
        "Reductions begin on",
        None,
        min_value=FIRST_DAY,
        help="Empty: the day after the last price that the shop's files know",
        width=240,
        key=f"law-day-{shop.name}",
    )
    day = None if on is None else pd.Timestamp(on)
    key = ("law checks", digest_of(book.rows), None if day is None else day.isoformat())
    return Checked(book, session.held(shop, key, lambda: check_laws(shop, book.rows, day)))


def show_answer(checked: Checked) -> None:
    """Draw what the rules say, in a sentence or two."""
    display.show_answer(answer(checked.checks))


def answer(checks: LawChecks) -> str:
    """Return what the rules say, the gravest first."""
    prior = checks.of(Law.PRIOR_PRICE)
    texts = [LABELS[found.law] for found in checks.found if found.outcome is Outcome.TO_SAY]
    to_say = f" Texts to show or have ready: {len(texts)} ({', '.join(texts)})." if texts else ""
    return f"{found_words(prior)}.{to_say} This is no legal advice."


def show_rules(checked: Checked) -> None:
    """Draw each rule: what it says of the book, where it stands, and when it was last looked at."""
    rows = []
    for found in checked.checks.found:
        one = rule(found.law)
        rows.append(
            {
                "rule": LABELS[found.law],
                "outcome": OUTCOMES[found.outcome],
                "said": found_words(found),
                **{
                    name: getattr(one, name)
                    for name in ("place", "source", "article", "in_force", "looked_at")
                },
            }
        )
    display.show_table(pd.DataFrame(rows), RULE_COLUMNS, "law-rules")
    until = checked.checks.known_until
    known = "No price is known." if until is None else f"Prices are known until {formats.day(until)}."
    display.show_note(f"Reductions as if announced on {formats.day(checked.checks.on)}.", known, NO_ADVICE)


def show_reductions(checked: Checked) -> None:
    """Draw every announced reduction beside what the prior price leaves of it."""
    table = checked.checks.reductions
    table = table[table["announced"] != Announced.NONE]
    if table.empty:
        display.show_note("No reduction is advised, so none is announced.")
        return
    titles = table["offer_id"].map(checked.book.titles)
    words = table["announced"].map({str(code): said for code, said in ANNOUNCED_WORDS.items()})
    told = table.assign(title=titles, announced=words)
    display.show_table(told, REDUCTION_COLUMNS, "law-reductions", checked.book.currency, height=380)


def show_prior_prices(checked: Checked) -> None:
    """Draw the prior price of every product of the book."""
    names = results.product_labels(checked.book.found)
    prior = checked.checks.prior
    told = prior.assign(product=[names.get(product, product) for product in prior["product_id"]])
    display.show_table(told, PRIOR_COLUMNS, "prior-prices", checked.book.currency)


def choose_customer(checked: Checked) -> Known | None:
    """Ask for whom the letter is; None for a letter with blanks."""
    typed = st.text_input(
        "Letter for the customer with the id",
        placeholder="Empty: with blanks",
        help="The letter tells what the shop knows of them; their name and id are not in it",
        width=320,
        key="law-customer",
    )
    if not typed.strip():
        return None
    with display.saying_refusals():
        segments = checked.book.found.customers
        return known_of(checked.shop, segments, checked.book.rows, typed.strip())
    return None


def show_pack(checked: Checked, customer: Known | None) -> None:
    """Draw the download of the texts."""
    found = checked.book.found
    about = About(
        shop=checked.shop.name,
        book=digest_of(checked.book.rows),
        data=str(found.record["fingerprint"]),
        model=found.run_id,
        today=datetime.now(UTC).date().isoformat(),
        currency=checked.book.currency,
    )
    display.show_download(
        "Disclosure pack (zip)",
        lambda: disclosure_pack(checked.checks, about, customer),
        PACK,
        weight="primary",
    )
    display.show_note(
        "Texts for the shop's page, a letter to one customer and the record of these checks, in English and "
        "Chinese, with the prior prices as tables."
    )
