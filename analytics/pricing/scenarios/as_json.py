"""Scenarios as JSON holds them: what the app saves and opens, and what a person writes, checked."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from analytics.pricing.money import RANGES_OF_COSTS
from analytics.pricing.offers import GRID
from analytics.pricing.ranges import MOST, check_figure, check_ranges
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.scenario import Scenario, named_apart
from analytics.pricing.scenarios.setting import AS_CHOSEN, OWN_COSTS, CostChange, Mechanism, Setting
from data.schema import InputError

LEAST_PARTS, MOST_PARTS = 2, 6
COSTS, SETTING = ({field.name for field in fields(kind)} for kind in (CostChange, Setting))
_MOST_CHANGE = 10.0  # times as much again
_COST_RANGES: dict[str, tuple[float, float]] = {
    "product_cost_change": (-1.0, _MOST_CHANGE),
    **{name: RANGES_OF_COSTS[name] for name in OWN_COSTS},
}
_RANGES: dict[str, tuple[float, float]] = {
    "used_share": (0.0, 1.0),
    "shipping": (0.0, MOST),
    "visits_change": (-1.0, _MOST_CHANGE),
}
FIGURES = {*_COST_RANGES, *_RANGES}  # of a setting and its costs
FIELDS = {"name", "is_by_segment", "setting", "discounts"}
_WHOLE = 1e-6  # of a per cent: this near to a whole one is that
_FORM = 'Write a scenario as {"name": "A", "discounts": {"gold": 0.1, …}, "setting": {…}}'
_ONCE_SAVED_AS = {  # before mechanisms had codes
    "Bundle price": Mechanism.BUNDLE_PRICE,
    "Coupon on one part": Mechanism.COUPON,
    "Free shipping": Mechanism.FREE_SHIPPING,
}


def plain_scenarios(scenarios: Sequence[Scenario], segments: Sequence[str]) -> list[dict[str, Any]]:
    """Return scenarios as JSON holds them, discounts by segment [share]."""
    return [
        {
            "name": scenario.name,
            "is_by_segment": scenario.is_by_segment,
            "setting": asdict(scenario.setting),
            "discounts": {
                name: percent / 100 for name, percent in zip(segments, scenario.percents, strict=True)
            },
        }
        for scenario in scenarios
    ]


def saved_scenarios(
    entries: Sequence[Mapping[str, Any]], offer: Offered, known: Sequence[str]
) -> list[Scenario]:
    """Return the scenarios that `plain_scenarios` gave; a segment unknown then gets its best discount.

    Parameters
    ----------
    known : product ids in scope: parts of a scenario's own are left out where one is not
    """
    return [
        Scenario(
            entry["name"],
            _percents(entry["discounts"], offer),
            entry["is_by_segment"],
            setting_of(entry.get("setting"), known),
        )
        for entry in entries
    ]


def setting_of(plain: Mapping[str, Any] | None, known: Sequence[str]) -> Setting:
    """Return the setting that JSON holds; parts that are not known any more are left out."""
    if plain is None:
        return AS_CHOSEN
    parts = tuple(plain.get("parts") or ())
    own = {
        "mechanism": mechanism_of(plain.get("mechanism", Mechanism.BUNDLE_PRICE)),
        "parts": parts if set(parts) <= set(known) else (),
        "coupon_for": plain.get("coupon_for") or "",
        "costs": CostChange(**plain.get("costs") or {}),
    }
    return Setting(**{**plain, **own})


def mechanism_of(saved: str) -> Mechanism:
    """Return the mechanism that was saved; raises InputError where it is none."""
    try:
        return _ONCE_SAVED_AS.get(saved) or Mechanism(saved)
    except (ValueError, TypeError):
        raise InputError(f"the mechanism is {saved!r}", f"Write {', '.join(Mechanism)}") from None


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
    given = []
    for n, entry in enumerate(entries, 1):
        try:
            given.append(_given(entry, offer, known))
        except InputError as error:
            raise InputError(f"scenario {n}: {error.problem}", error.remedy) from None
    return named_apart(given)


def _given(entry: Any, offer: Offered, known: Sequence[str]) -> Scenario:
    entry = _record(entry, FIELDS, "it")
    setting = _record(entry.get("setting") or {}, SETTING, "its setting")
    setting["costs"] = _record(setting.get("costs") or {}, COSTS, "its costs")
    parts = _parts(setting.get("parts") or [], known)
    coupon_for = _text(setting.get("coupon_for") or "", "coupon_for")
    if coupon_for and coupon_for not in (parts or known):
        raise InputError(f"it has a coupon for {coupon_for!r}", "Name one of its parts")
    discounts, made = _discounts(entry.get("discounts"), offer.segments), setting_of(setting, known)
    check_ranges(made, **_RANGES)
    check_ranges(made.costs, **_COST_RANGES)
    return Scenario(
        name=_text(entry.get("name", ""), "its name"),
        percents=_percents(discounts, offer),
        is_by_segment=bool(entry.get("is_by_segment", len(set(discounts.values())) > 1)),
        setting=made,
    )


def _percents(discounts: Mapping[str, float], offer: Offered) -> tuple[int, ...]:
    """Return the discount of every segment, its best where none is given [whole per cent]."""
    best = {name: r.at / 100 for name, r in zip(offer.segments, offer.best, strict=True)}
    return tuple(round(100 * discounts.get(name, best[name])) for name in offer.segments)


def _record(given: Any, names: set[str], what: str) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise InputError(f"{what} is not what it must be", _FORM)
    if strange := [name for name in given if name not in names]:
        raise InputError(f"{what} has {strange[0]!r}", f"There may be {', '.join(sorted(names))}")
    return dict(given)


def _text(given: Any, what: str) -> str:
    if not isinstance(given, str):
        raise InputError(f"{what} is {given!r}, which is no text", "Write it in quotes")
    return given


def _parts(given: Any, known: Sequence[str]) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(part, str) for part in given):
        raise InputError("its parts are no list of product ids", 'Write them as ["p1", "p2"]')
    for part in given:
        if part not in known:
            raise InputError(f"it has part {part!r}, which this model does not know", "Name another")
    if given and not (LEAST_PARTS <= len(given) <= MOST_PARTS and len(set(given)) == len(given)):
        words = f"Give {LEAST_PARTS} to {MOST_PARTS} parts, each once"
        raise InputError("its parts make no bundle", words)
    return given


def _discounts(given: Any, segments: Sequence[str]) -> dict[str, float]:
    """Return a discount for every segment named."""
    if not isinstance(given, Mapping):
        return dict.fromkeys(segments, _discount(given))
    for name in given:
        if name not in segments:
            raise InputError(f"it has segment {name!r}", f"The model knows {', '.join(segments)}")
    return {name: _discount(share) for name, share in given.items()}


def _discount(given: Any) -> float:
    check_figure("discount", given, (0.0, float(GRID[-1])))
    if abs(100 * given - round(100 * given)) > _WHOLE:
        raise InputError(f"it has a discount of {given:g}", "Give whole per cents, as 0.15")
    return float(given)
