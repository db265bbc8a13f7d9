"""A scenario, and the ones that a comparison starts with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.setting import AS_CHOSEN, Setting

MOST_SCENARIOS = 6  # side by side
_ROUND, _OTHER_ROUND = 15, 10  # per cent


@dataclass(frozen=True)
class Scenario:
    """A name and one discount per segment.

    Parameters
    ----------
    percents : (n_segments,) whole per cent, in the order of the audience's segments
    is_by_segment : whether the analyst sets them apart; else all are equal
    setting : what it is beside its discounts
    """

    name: str
    percents: tuple[int, ...]
    is_by_segment: bool = False
    setting: Setting = AS_CHOSEN


def flat_scenario(offer: Offered, percent: int, name: str = "") -> Scenario:
    """Return a scenario of one discount for all segments."""
    return Scenario(name or f"{percent} % for all", (percent,) * len(offer.segments))


def default_scenarios(offer: Offered) -> list[Scenario]:
    """Return what is worth comparing first: the best, the best for all alike, and a round one."""
    flat = offer.best_flat.at
    scenarios = [
        flat_scenario(offer, flat, "Best for all"),
        flat_scenario(offer, _ROUND if flat != _ROUND else _OTHER_ROUND),
    ]
    if len(offer.segments) > 1:
        best = tuple(r.at for r in offer.best)
        scenarios.insert(0, Scenario("Best per segment", best, is_by_segment=True))
    return scenarios


def named_apart(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Return the scenarios with names that differ, as tables and charts go by them."""
    taken: set[str] = set()
    apart = []
    for i, scenario in enumerate(scenarios):
        name = scenario.name.strip() or f"Scenario {i + 1}"
        name = f"{name} ({i + 1})" if name in taken else name
        taken.add(name)
        apart.append(replace(scenario, name=name))
    return apart


def duplicated(scenarios: Sequence[Scenario], place: int) -> list[Scenario]:
    """Return the scenarios with a copy of one beside it, under a name of its own."""
    taken, name = {scenario.name for scenario in scenarios}, scenarios[place].name
    names = (f"{name} ({n})" for n in range(2, len(taken) + 3))
    copy = replace(scenarios[place], name=next(free for free in names if free not in taken))
    return [*scenarios[: place + 1], copy, *scenarios[place + 1 :]]
