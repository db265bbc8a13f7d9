"""Words for what checks found; the command line and the pages say the same."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analytics.findings import Finding, Reason, Verdict
from analytics.words import percent

if TYPE_CHECKING:
    from analytics.runs.results import Results

Titles = Mapping[str, str]
_PRICE_TEST = "Run a price test"
_OTHER_PRICE = "Ask for another price, or change your limits"
_SHIFTER = "Name a column that shifts prices but not demand (cost, tariff), or draw some prices by lot"
_ELASTICITY = "Elasticity {value:.2f} (90 % band {low:.2f} to {high:.2f})"
_WORDS: dict[Reason, tuple[str, str]] = {  # what was found, and what would help
    Reason.PRICE_NEVER_MOVED: (
        "The price never moved",
        f"{_PRICE_TEST}: ±10 % in alternating weeks for eight weeks",
    ),
    Reason.PRICE_MOVED: (
        "Prices moved by {value:tenths} (standard deviation)",
        f"{_PRICE_TEST}: ±10 % in alternating weeks for eight weeks",
    ),
    Reason.ONE_PRICE_A_DAY: ("Customers of one day paid one price", ""),
    Reason.SEVERAL_PRICES_A_DAY: (
        "Customers of one day paid different unit prices (weight, quantity tier or channel)",
        "Leave the product out, or upload each tier or channel as a product of its own",
    ),
    Reason.PURCHASES_SEEN: (
        "{value:purchase was|purchases were} seen",
        "Wait for {n_enough:.0f} purchases, or choose a better seller",
    ),
    Reason.SALES_FELL: ("Sales fell when the price rose", ""),
    Reason.SALES_HARDLY_ANSWERED: (
        "Sales hardly answered the price; the figure leans on the other products",
        "Vary this price more, or wait",
    ),
    Reason.SALES_ROSE: (
        "Sales rose when the price rose: something else moved both",
        "Give a cost column as an instrument, or run a price test with prices drawn by lot",
    ),
    Reason.ELASTICITY_USUAL: (_ELASTICITY, ""),
    Reason.ELASTICITY_NEAR_EDGE: (
        f"{_ELASTICITY} is near the edge of what is usual, −5 to −0.2",
        _PRICE_TEST,
    ),
    Reason.ELASTICITY_FLAT: (
        f"{_ELASTICITY} is close to zero. Customers hardly look at this price, or it rose whenever they "
        "wanted more; the advice takes a discount on it as mostly given away",
        _PRICE_TEST,
    ),
    Reason.ELASTICITY_STEEP: (
        f"{_ELASTICITY} is unusually steep. That happens where customers stock up or wait for a promotion; "
        "the advice takes all that they buy more as new sales",
        "Try the discount for longer than customers stock up, and see whether sales fall afterwards",
    ),
    Reason.ELASTICITY_UNKNOWN: (
        f"{_ELASTICITY}: the data do not show how much sales answer this price",
        f"{_PRICE_TEST}, or wait for more sales",
    ),
    Reason.FOLLOWED_NOTHING: ("Prices did not follow demand, as far as the instrument shows", ""),
    Reason.FOLLOWED_AND_CORRECTED: ("Prices followed demand; the instrument corrects for it", ""),
    Reason.NEXT_PRICE_SILENT: ("The next period's prices do not predict today's sales", ""),
    Reason.NEXT_PRICE_PREDICTS: (
        "The next period's prices predict today's sales: prices may have followed demand",
        _SHIFTER,
    ),
    Reason.NEXT_PRICE_CLEARLY_PREDICTS: (
        "Prices followed demand: the next period's prices clearly predict today's sales",
        _SHIFTER,
    ),
    Reason.INSTRUMENT_STRONG: ("The instruments move prices (first-stage F {value:,.1f})", ""),
    Reason.INSTRUMENT_WEAK: (
        "The instruments hardly move prices (first-stage F {value:,.1f})",
        "Name a column that moves prices more, or leave the instrument out",
    ),
    Reason.BOUGHT_TOGETHER: ("Parts were bought together in {value:visit|visits}", ""),
    Reason.EXCLUDED: ("Excluded from bundles", "Take it off your limits to sell it so"),
    Reason.OUT_OF_STOCK: ("Out of stock, so no bundle with it can be sold", "Restock it"),
    Reason.TOO_DEEP: ("{is:tenths} off is deeper than the {limit:share} that you allow", _OTHER_PRICE),
    Reason.TOO_LARGE_A_CHANGE: (
        "{is:tenths} less than today is a larger change than the {limit:share} that you allow",
        _OTHER_PRICE,
    ),
    Reason.MARGIN_TOO_SMALL: ("Its margin of {is:tenths} is below the least of {limit:share}", _OTHER_PRICE),
    Reason.NO_PRICE_ALLOWED: (
        "There is no such price below the parts' price that keeps your limits",
        _OTHER_PRICE,
    ),
    Reason.PARTS_NEVER_SO_LOW: ("Its parts were never sold below {value:share} off", ""),
    Reason.ENDS_ELSEWHERE: (
        "Its price ends as you ask at {value:tenths} off, not at {wanted:tenths}",
        "",
    ),
    Reason.TOO_LITTLE_LEFT: ("What {scarce} has left does not reach for this discount", ""),
    Reason.REACHES_NO_FURTHER: ("{scarce} does not reach further", ""),
    Reason.CUT_BACK: ("A deeper discount looked better but was never seen; cut back to the deepest seen", ""),
    Reason.NOT_ALL_SO_LOW: (
        "Not all of its parts were ever sold so low; at their lowest, {together:share} off",
        "",
    ),
    Reason.BAND_HOLDS_ZERO: ("The band of its profit includes zero", ""),
    Reason.NOTHING_EARNS_MORE: ("No discount earns more than selling the parts alone", ""),
    Reason.NOTHING_EARNS_CLEARLY_MORE: ("No discount earns clearly more than selling the parts alone", ""),
    Reason.PASSED: ("Passed every gate", ""),
    Reason.AS_TOLD: ("{detail}", "{remedy}"),
}


def finding_words(finding: Finding, titles: Titles | None = None) -> str:
    """Return what was found, in words, behind the title of the product that it is about."""
    product, titles = finding.product_id, titles or {}
    title = "" if product is None else f"{titles.get(product, product)}: "
    scarce = " and ".join(
        "the promotion budget" if short is None else f"the stock of {titles.get(short, short)}"
        for short in finding.scarce
    )
    words = _filled(_WORDS[finding.reason][0], finding.figures, scarce=scarce)
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
    if with_remedy and (remedy := _filled(_WORDS[found[0].reason][1], found[0].figures)):
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
    detail, remedy = (_filled(words, figures) for words in _WORDS[Reason(gate["reason"])])
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


def say_reasons(out: Path, titles: Titles) -> None:
    """Put words in place of the codes of a run's `price_book.parquet` and `evidence.json`."""
    book, evidence = out / "price_book.parquet", out / "evidence.json"
    with_reason_words(pd.read_parquet(book), titles).to_parquet(book)
    record = json.loads(evidence.read_text(encoding="utf-8"))
    record["gates"] = [gate_words(gate) for gate in record["gates"]]
    evidence.write_text(json.dumps(record, indent=2), encoding="utf-8")


def titles_of(products: pd.DataFrame) -> dict[str, str]:
    """Return the titles of a run's products by id."""
    return dict(zip(products["product_id"], products["title"], strict=True))


class _Figure(float):
    """A figure that templates write as a share, or counted with its noun."""

    def __format__(self, spec: str) -> str:
        if spec in ("share", "tenths"):
            return percent(self, int(spec == "tenths"))
        if "|" in spec:
            one, many = spec.split("|")
            return f"{self:,.0f} {one if float(self) == 1 else many}"
        return super().__format__(spec)


def _filled(words: str, figures: Mapping[str, Any], **more: str) -> str:
    written = {name: v if isinstance(v, str) else _Figure(v) for name, v in figures.items()}
    return words.format(**written, **more)
