"""The scenarios on the table, as the analyst left them: started, changed, duplicated, recalled."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from components import session
from components.scenarios.outcomes import Scenario
from data.store import Shop

MOST_SCENARIOS = 6


@dataclass(frozen=True)
class Board:
    """Scenarios side by side, and how often they were laid out anew: widgets of another number start over."""

    number: int
    scenarios: tuple[Scenario, ...]


def board_of(shop: Shop, key: Hashable, starts: Sequence[Scenario]) -> Board:
    """Return the scenarios on the table; those to start with where none were laid out yet."""
    return session.recall(shop, f"board {key}", Board(0, tuple(starts)))


def lay_out(shop: Shop, key: Hashable, board: Board, scenarios: Sequence[Scenario]) -> None:
    """Put other scenarios on the table from the next run on."""
    laid = Board(board.number + 1, tuple(scenarios[:MOST_SCENARIOS]))
    session.remember(shop, f"board {key}", laid)
    session.remember(shop, f"now {key}", laid.scenarios)


def note_down(shop: Shop, key: Hashable, scenarios: Sequence[Scenario]) -> None:
    """Remember where names and sliders stand, for what is worked out beside them."""
    session.remember(shop, f"now {key}", tuple(scenarios))


def standing(shop: Shop, key: Hashable, board: Board) -> list[Scenario]:
    """Return the scenarios as their names and sliders stand."""
    return list(session.recall(shop, f"now {key}", board.scenarios))


def duplicated(scenarios: Sequence[Scenario], place: int) -> list[Scenario]:
    """Return the scenarios with a copy of one beside it, under a name of its own."""
    copy = replace(scenarios[place], name=_copy_name(scenarios, place))
    return [*scenarios[: place + 1], copy, *scenarios[place + 1 :]]


def _copy_name(scenarios: Sequence[Scenario], place: int) -> str:
    taken = {scenario.name for scenario in scenarios}
    name = scenarios[place].name
    names = (f"{name} ({n})" for n in range(2, len(taken) + 3))
    return next(candidate for candidate in names if candidate not in taken)
