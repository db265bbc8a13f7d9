"""What checks find: verdicts, codes and figures; the command line and the pages make words of them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum

import pandas as pd


class Verdict(StrEnum):
    """What a check says of advice; the gravest last."""

    PASS = "PASS"  # noqa: S105
    WARN = "WARN"
    FAIL = "FAIL"


class GateName(StrEnum):
    """What is checked."""

    PRICE_VARIATION = "price_variation"
    ONE_PRICE_A_DAY = "one_price_a_day"
    ENOUGH_PURCHASES = "enough_purchases"
    OWN_PRICE_SIGN = "own_price_sign"
    ELASTICITY_BAND = "elasticity_band"
    CONFOUNDING = "confounding"
    INSTRUMENT_STRENGTH = "instrument_strength"
    JOINT_EXPOSURE = "joint_exposure"
    EXCLUDED = "excluded"
    STOCK = "stock"
    LIMITS = "limits"
    PRICE_SUPPORT = "price_support"
    PRICE_ENDING = "price_ending"
    BELOW_COST = "below_cost"


class Reason(StrEnum):
    """What was found."""

    PRICE_NEVER_MOVED = "price_never_moved"
    PRICE_MOVED = "price_moved"
    ONE_PRICE_A_DAY = "one_price_a_day"
    SEVERAL_PRICES_A_DAY = "several_prices_a_day"
    PURCHASES_SEEN = "purchases_seen"
    SALES_FELL = "sales_fell_as_the_price_rose"
    SALES_HARDLY_ANSWERED = "sales_hardly_answered"
    SALES_ROSE = "sales_rose_with_the_price"
    ELASTICITY_USUAL = "elasticity_usual"
    ELASTICITY_NEAR_EDGE = "elasticity_near_the_edge"
    ELASTICITY_FLAT = "elasticity_flat"
    ELASTICITY_STEEP = "elasticity_steep"
    ELASTICITY_UNKNOWN = "elasticity_unknown"
    FOLLOWED_NOTHING = "prices_followed_nothing"
    FOLLOWED_AND_CORRECTED = "prices_followed_demand_and_were_corrected"
    NEXT_PRICE_SILENT = "next_price_predicts_nothing"
    NEXT_PRICE_PREDICTS = "next_price_predicts_sales"
    NEXT_PRICE_CLEARLY_PREDICTS = "next_price_clearly_predicts_sales"
    INSTRUMENT_STRONG = "instrument_strong"
    INSTRUMENT_WEAK = "instrument_weak"
    BOUGHT_TOGETHER = "bought_together"
    EXCLUDED = "excluded"
    OUT_OF_STOCK = "out_of_stock"
    TOO_DEEP = "deeper_than_allowed"
    TOO_LARGE_A_CHANGE = "larger_change_than_allowed"
    MARGIN_TOO_SMALL = "margin_below_the_least"
    BELOW_COST = "below_cost"
    NO_PRICE_ALLOWED = "no_price_keeps_the_limits"
    PARTS_NEVER_SO_LOW = "parts_never_sold_so_low"
    ENDS_ELSEWHERE = "price_ends_at_another_discount"
    TOO_LITTLE_LEFT = "too_little_left"
    REACHES_NO_FURTHER = "reaches_no_further"
    GROUPS_APART = "groups_would_pay_too_differently"
    CUT_BACK = "cut_back_to_the_deepest_seen"
    NOT_ALL_SO_LOW = "not_all_parts_sold_so_low"
    BAND_HOLDS_ZERO = "band_includes_zero"
    NOTHING_EARNS_MORE = "no_discount_earns_more"
    NOTHING_EARNS_CLEARLY_MORE = "no_discount_earns_clearly_more"
    PASSED = "passed_every_gate"
    AS_TOLD = "as_told"  # by runs from when words were stored: figures hold detail and remedy


@dataclass(frozen=True)
class Finding:
    """What was found, with the figures that its words hold.

    Parameters
    ----------
    product_id : whom it is about; None: all that is looked at
    scarce : what does not reach: stocks by product id, None for the promotion budget
    """

    reason: Reason
    figures: Mapping[str, float | str] = field(default_factory=dict)
    product_id: str | None = None
    scarce: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class Gate:
    """One check with its verdict, its figure, and what was found.

    Parameters
    ----------
    figures : beside the value, what the finding holds
    """

    name: GateName
    product_id: str | None
    verdict: Verdict
    value: float
    reason: Reason
    figures: Mapping[str, float | str] = field(default_factory=dict)

    @property
    def finding(self) -> Finding:
        """Return what was found, with all its figures."""
        return Finding(self.reason, {"value": self.value, **self.figures}, self.product_id)


def worst(verdicts: Iterable[str]) -> Verdict:
    """Return the most severe verdict; PASS where there is none."""
    return max(map(Verdict, verdicts), key=list(Verdict).index, default=Verdict.PASS)


def gates_frame(gates: list[Gate]) -> pd.DataFrame:
    """Return gates as a frame, one row each: name, product_id, verdict, value, reason, figures (JSON)."""
    columns = ["name", "product_id", "verdict", "value", "reason", "figures"]
    rows = [vars(gate) | {"figures": json.dumps(gate.figures)} for gate in gates]
    return pd.DataFrame(rows, columns=columns)


def reason_text(found: Sequence[Finding], n_more: int = 0, held_by: Finding | None = None) -> str:
    """Return why a row has its verdict, as JSON for a column of text; words are made of it at the doors.

    Parameters
    ----------
    n_more : further gates that the first finding speaks for
    held_by : the limit that keeps a better price away
    """
    record = {"found": [_record(one) for one in found]}
    more = {"n_more": n_more, "held_by": held_by and _record(held_by)}
    return json.dumps(record | {name: value for name, value in more.items() if value})


def as_shown(share: float) -> float:
    """Return a share as sentences write it, to a tenth of a per cent: equal words, equal figures."""
    return round(float(f"{100 * share:.1f}") / 100, 6)


def _record(finding: Finding) -> dict[str, object]:
    return {name: value for name, value in asdict(finding).items() if value}
