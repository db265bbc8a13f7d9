"""Words for what checks found; the command line and the pages say the same."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analytics.cli.reason_words import REASONS
from analytics.cli.wording import filled
from analytics.findings import Finding, Reason, Verdict
from analytics.runs.artifacts import EVIDENCE, PRICE_BOOK, PRODUCTS
from data.privacy.formats import json_by_rows

if TYPE_CHECKING:
    from analytics.runs.results import Results

Titles = Mapping[str, str]


def finding_words(finding: Finding, titles: Titles | None = None) -> str:
    """Return what was found, in words, behind the title of the product that it is about."""
    product, titles = finding.product_id, titles or {}
    title = "" if product is None else f"{titles.get(product, product)}: "
    scarce = " and ".join(
        "the promotion budget" if short is None else f"the stock of {titles.get(short, short)}"
        for short in finding.scarce
    )
    words = filled(REASONS[finding.reason][0], finding.figures, scarce=scarce)
    return f"{title}{words[:1].upper()}{words[1:]}"


def reason_words(reason: str, titles: Titles | None = None, *, with_remedy: bool = False) -> str:
    """Return a reason as of `reason_text` in words; one that is stored in words as it is.

    Parameters
    ----------
    titles : product id → title
    with_remedy : whether what would help is said as well
    """
    try:
        stored = json.loads(reason)
        found = [Finding(**record) for record in stored["found"]]
    except (ValueError, TypeError, KeyError):  # a run from when words were stored
        return reason
    said = [finding_words(finding, titles) for finding in found]
    if n_more := stored.get("n_more"):
        said[0] += f" (and {n_more} more)"
    if with_remedy and (remedy := filled(REASONS[found[0].reason][1], found[0].figures)):
        said.append(remedy)
    if held_by := stored.get("held_by"):
        said.append(f"Held back by your limits: {finding_words(Finding(**held_by), titles)}")
    shared = stored.get("n_segments")
    return ". ".join(said) + (" ({} of {} segments)".format(*shared) if shared else "")


def with_reason_words(frame: pd.DataFrame, titles: Titles | None = None) -> pd.DataFrame:
    """Return price book or bundles with their reasons in words; those that fail say what would help."""
    words = {
        (verdict, reason): reason_words(reason, titles, with_remedy=verdict == Verdict.FAIL)
        for verdict, reason in set(zip(frame["verdict"], frame["reason"], strict=True))
    }
    pairs = zip(frame["verdict"], frame["reason"], strict=True)
    return frame.assign(reason=pd.Series([words[pair] for pair in pairs], frame.index, dtype="str"))


def gate_words(gate: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return a gate's name, product_id, verdict and value, with detail and remedy in words.

    Parameters
    ----------
    gate : name, product_id, verdict, value, reason, figures
    """
    figures = {"value": gate["value"], **gate["figures"]}
    detail, remedy = (filled(words, figures) for words in REASONS[Reason(gate["reason"])])
    kept = {name: gate[name] for name in ("name", "product_id", "verdict", "value")}
    return kept | {"detail": detail, "remedy": "" if gate["verdict"] == Verdict.PASS else remedy}


def results_in_words(found: "Results") -> "Results":
    """Return a run whose frames speak in words."""
    gates = found.gates.assign(figures=found.gates["figures"].map(json.loads)).to_dict("records")
    columns = ["name", "product_id", "verdict", "value", "detail", "remedy"]
    return replace(
        priced_in_words(found),
        products=found.products.assign(reason=found.products["reason"].map(reason_words)),
        gates=pd.DataFrame([gate_words(gate) for gate in gates], columns=columns),
    )


def priced_in_words(found: "Results") -> "Results":
    """Return a run whose price book and bundles speak in words."""
    titles = titles_of(found.products)
    return replace(
        found,
        bundles=with_reason_words(found.bundles, titles),
        price_book=with_reason_words(found.price_book, titles),
    )


def say_reasons(out: Path, run: Path) -> None:
    """Put words in place of the codes in copies of a run's `price_book.parquet` and `evidence.json`."""
    book, evidence = out / PRICE_BOOK.name, out / EVIDENCE.name
    with_reason_words(pd.read_parquet(book), titles_of(PRODUCTS.read(run))).to_parquet(book)
    record = json.loads(evidence.read_text(encoding="utf-8"))
    record["gates"] = [gate_words(gate) for gate in record["gates"]]
    evidence.write_text(json_by_rows(record), encoding="utf-8")


def titles_of(products: pd.DataFrame) -> dict[str, str]:
    """Return the titles of a run's products by id."""
    return dict(zip(products["product_id"], products["title"], strict=True))
