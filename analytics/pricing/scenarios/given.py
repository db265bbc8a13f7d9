"""Scenarios that a person wrote: every field checked, and each error one sentence that names the scenario."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from analytics.pricing.money import RANGES_OF_COSTS
from analytics.pricing.offers import GRID
from analytics.pricing.ranges import MOST, out_of_range
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.plain import mechanism_of, scenarios_of
from analytics.pricing.scenarios.scenario import Scenario, named_apart
from analytics.pricing.scenarios.setting import CostChange, Mechanism, Setting
from data.schema import InputError

LEAST_PARTS, MOST_PARTS, MOST_CHANGE = 2, 6, 10.0
RANGES = {
    "used_share": (0.0, 1.0),
    "shipping": (0.0, MOST),
    "visits_change": (-1.0, MOST_CHANGE),
    "product_cost_change": (-1.0, MOST_CHANGE),
    **{name: RANGES_OF_COSTS[name] for name in ("per_order", "per_item", "payment_fee_share")},
}
COSTS, SETTING = ({field.name for field in fields(kind)} for kind in (CostChange, Setting))
FIELDS = {"name", "is_by_segment", "setting", "discounts"}
_WHOLE = 1e-6  # of a per cent: this near to a whole one is that
_FORM = 'Write a scenario as {"name": "A", "discounts": {"gold": 0.1, …}, "setting": {…}}'


def given_scenarios(entries: Any, offer: Offered, known: Sequence[str]) -> list[Scenario]:
    """Return the scenarios that a person wrote in the form of `plain_scenarios`.

    Parameters
    ----------
    entries : the discounts may be one figure for all segments; what is left out is as the bundle has it
    known : product ids that a scenario's own parts may name

    Raises
    ------
    InputError
        Not such scenarios.
    """
    if not isinstance(entries, list) or not entries:
        raise InputError("it holds no scenarios", _FORM)
    whole = [_checked(entry, f"scenario {n}", offer, known) for n, entry in enumerate(entries, 1)]
    return named_apart(scenarios_of(whole, offer, known))


def _checked(entry: Any, place: str, offer: Offered, known: Sequence[str]) -> dict[str, Any]:
    """Return a scenario with nothing left out."""
    entry = _record(entry, FIELDS, place)
    name = _text(entry.get("name", ""), f"the name of {place}")
    setting = _record(entry.get("setting") or {}, SETTING, f"the setting of {place}")
    costs = _record(setting.get("costs") or {}, COSTS, f"the costs of {place}")
    for label, given in {**setting, **costs}.items():
        if label in RANGES and not (given is None and label in COSTS):
            _figure(label, given, place)
    _check_mechanism(setting.get("mechanism", Mechanism.BUNDLE_PRICE), place)
    parts = _parts(setting.get("parts") or [], place, known)
    coupon_for = _text(setting.get("coupon_for") or "", f"coupon_for of {place}")
    if coupon_for and coupon_for not in (parts or known):
        raise InputError(f"{place} has a coupon for {coupon_for!r}", "Name one of its parts")
    discounts = _discounts(entry.get("discounts"), place, offer.segments)
    is_by_segment = bool(entry.get("is_by_segment", len(set(discounts.values())) > 1))
    setting = setting | {"costs": costs, "parts": parts, "coupon_for": coupon_for}
    return {"name": name, "is_by_segment": is_by_segment, "setting": setting, "discounts": discounts}


def _record(given: Any, names: set[str], place: str) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise InputError(f"{place} is not what it must be", _FORM)
    if strange := [name for name in given if name not in names]:
        raise InputError(f"{place} has {strange[0]!r}", f"It may have {', '.join(sorted(names))}")
    return dict(given)


def _text(given: Any, what: str) -> str:
    if not isinstance(given, str):
        raise InputError(f"{what} is {given!r}, which is no text", "Write it in quotes")
    return given


def _figure(name: str, given: Any, place: str, within: tuple[float, float] | None = None) -> float:
    low, high = within or RANGES[name]
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    if not is_number or not math.isfinite(given) or not low <= given <= high:
        error = out_of_range(name, given, (low, high))
        raise InputError(f"{place}: {error.problem}", error.remedy)
    return float(given)


def _check_mechanism(given: Any, place: str) -> None:
    try:
        mechanism_of(given)
    except (ValueError, TypeError):
        raise InputError(f"{place} has mechanism {given!r}", f"Write {', '.join(Mechanism)}") from None


def _parts(given: Any, place: str, known: Sequence[str]) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(part, str) for part in given):
        raise InputError(f"the parts of {place} are no list of product ids", 'Write them as ["p1", "p2"]')
    for part in given:
        if part not in known:
            raise InputError(f"{place} has part {part!r}, which this model does not know", "Name another")
    if given and not (LEAST_PARTS <= len(given) <= MOST_PARTS and len(set(given)) == len(given)):
        words = f"Give {LEAST_PARTS} to {MOST_PARTS} parts, each once"
        raise InputError(f"{place} has parts that make no bundle", words)
    return given


def _discounts(given: Any, place: str, segments: Sequence[str]) -> dict[str, float]:
    """Return a discount for every segment named."""
    discount: Callable[[Any], float] = lambda share: _discount(share, place)  # noqa: E731
    if not isinstance(given, Mapping):
        return dict.fromkeys(segments, discount(given))
    for name in given:
        if name not in segments:
            raise InputError(f"{place} has segment {name!r}", f"The model knows {', '.join(segments)}")
    return {name: discount(share) for name, share in given.items()}


def _discount(given: Any, place: str) -> float:
    share = _figure("discount", given, place, (0.0, float(GRID[-1])))
    if abs(100 * share - round(100 * share)) > _WHOLE:
        raise InputError(f"{place} has a discount of {share:g}", "Give whole per cents, as 0.15")
    return share
