"""The disclosure pack: what a shop shows, sends to a customer and keeps, in English and Chinese, as a zip."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from string import Template

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from analytics.checks.law.codes import Law
from analytics.checks.law.judge import LawChecks
from analytics.checks.law.prior_price import CARRIED_DAYS
from analytics.checks.law.rules import rule
from analytics.cli.law_words import LAW_WORDS, OUTCOME_WORDS, Language, found_words, rule_words
from analytics.runs.law import Known
from data.read.writing import neutralized

FOLDER = Path(__file__).parent / "disclosure"
PACK = "disclosure_pack.zip"
TEXTS = ("page", "letter", "audit")
DECIMALS = 6  # of figures in tables
BLANK = {Language.EN: "[to be filled in]", Language.ZH: "［待填写］"}
EARLIEST = (1980, 1, 1, 0, 0, 0)  # so that the same texts are the same bytes
_PRICES = {
    Language.EN: "In this price book $n of our bundles have a discount for your group, of $low to $high.",
    Language.ZH: "在本价格表中，有 $n 个捆绑商品对您所属的群体提供折扣，幅度为 $low 至 $high。",
}
_NO_PRICES = {
    Language.EN: "In this price book no bundle has a discount for your group.",
    Language.ZH: "在本价格表中，没有捆绑商品对您所属的群体提供折扣。",
}


@dataclass(frozen=True)
class About:
    """What the texts name.

    Attributes
    ----------
    book : digest of the prices
    data, model : fingerprint of the shop's data; id of the training
    today : ISO 8601
    """

    shop: str
    book: str
    data: str
    model: str
    today: str
    currency: str = ""


def disclosure_pack(checks: LawChecks, about: About, customer: Known | None = None) -> bytes:
    """Return the pack as a zip.

    Parameters
    ----------
    customer : whom the letter is for, without their name; it has blanks where None
    """
    files = {
        f"{text}.{language}.txt": text_of(text, language, checks, about, customer).encode()
        for text in TEXTS
        for language in Language
    }
    days = checks.prior["lowest_on"].dt.strftime("%Y-%m-%d")
    files["prior_prices.csv"] = _csv(checks.prior.assign(lowest_on=days))
    joined = checks.reductions["product_ids"].map("|".join)
    files["reductions.csv"] = _csv(checks.reductions.assign(product_ids=joined))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def text_of(
    text: str, language: Language, checks: LawChecks, about: About, customer: Known | None = None
) -> str:
    """Return one text of the pack in a language."""
    known_until = BLANK[language] if checks.known_until is None else f"{checks.known_until:%Y-%m-%d}"
    values = {
        **{name: getattr(about, name) for name in ("shop", "data", "model", "today")},
        "book": about.book[:12],
        "on": f"{checks.on:%Y-%m-%d}",
        "known_until": known_until,
        "days": str(rule(Law.PRIOR_PRICE).days),
        "carried": str(CARRIED_DAYS),
        "sentence": rule(Law.NEW_YORK).sentence,
        "personalized_rule": rule_words(rule(Law.PERSONALIZED_PRICE), language),
        "new_york_rule": rule_words(rule(Law.NEW_YORK), language),
        "prior_rule": rule_words(rule(Law.PRIOR_PRICE), language),
        "gdpr_rule": rule_words(rule(Law.GDPR), language),
        "rules": _rules(checks, language),
    }
    template = Template((FOLDER / f"{text}.{language}.txt").read_text(encoding="utf-8"))
    return template.substitute(values | _of_customer(customer, about, language))


def _rules(checks: LawChecks, language: Language) -> str:
    """Return a paragraph for each rule: what it says, and where it stands."""
    parts = [
        f"{LAW_WORDS[language][found.law]} ({rule(found.law).place}): "
        f"{OUTCOME_WORDS[language][found.outcome]}.\n"
        f"  {found_words(found, language)}.\n  {rule_words(rule(found.law), language)}.\n"
        f"  {rule(found.law).url}\n"
        for found in checks.found
    ]
    return "\n".join(parts)


def _of_customer(customer: Known | None, about: About, language: Language) -> dict[str, str]:
    blank = BLANK[language]
    names = ("orders", "visits", "period", "value", "attributes", "segment", "prices")
    if customer is None:
        return dict.fromkeys(names, blank)
    days = (customer.first_order_at, customer.last_order_at)
    return {
        "orders": f"{customer.n_orders:,}",
        "visits": f"{customer.n_visits:,}",
        "period": " – ".join("–" if day is None else f"{day:%Y-%m-%d}" for day in days),
        "value": f"{about.currency}{customer.monetary:,.2f}",
        "attributes": ", ".join(customer.attributes) or "–",
        "segment": customer.segment,
        "prices": _prices(customer.prices, language),
    }


def _prices(prices: pd.DataFrame, language: Language) -> str:
    if prices.empty:
        return _NO_PRICES[language]
    shares = prices["discount_share"]
    low, high = (f"{100 * share:.0f} %" for share in (shares.min(), shares.max()))
    return Template(_PRICES[language]).substitute(n=f"{len(prices):,}", low=low, high=high)


def _csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV that a spreadsheet opens without running anything."""
    stream = io.BytesIO()
    pyarrow.csv.write_csv(
        neutralized(pa.Table.from_pandas(frame.round(DECIMALS), preserve_index=False)), stream
    )
    return stream.getvalue()
