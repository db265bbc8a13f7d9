"""Scenarios as JSON holds them: what the app saves, and what the command line reads."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.setting import AS_CHOSEN, CostChange, Mechanism, Setting

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


def scenarios_of(
    entries: Sequence[Mapping[str, Any]], offer: Offered, known: Sequence[str]
) -> list[Scenario]:
    """Return the scenarios that `plain_scenarios` gave; a segment unknown then gets its best discount.

    Parameters
    ----------
    known : product ids in scope: parts of a scenario's own are left out where one is not
    """
    best = {name: r.at / 100 for name, r in zip(offer.segments, offer.best, strict=True)}
    return [
        Scenario(
            entry["name"],
            tuple(round(100 * entry["discounts"].get(name, best[name])) for name in offer.segments),
            entry["is_by_segment"],
            setting_of(entry.get("setting"), known),
        )
        for entry in entries
    ]


def setting_of(plain: Mapping[str, Any] | None, known: Sequence[str]) -> Setting:
    """Return the setting that JSON holds; parts that are not known any more are left out."""
    if plain is None:
        return AS_CHOSEN
    parts = tuple(plain.get("parts", ()))
    own = {
        "mechanism": mechanism_of(plain.get("mechanism", Mechanism.BUNDLE_PRICE)),
        "parts": parts if set(parts) <= set(known) else (),
        "costs": CostChange(**plain.get("costs", {})),
    }
    return Setting(**{**plain, **own})


def mechanism_of(saved: str) -> Mechanism:
    """Return the mechanism that was saved; raises ValueError where it is none."""
    return _ONCE_SAVED_AS.get(saved) or Mechanism(saved)
