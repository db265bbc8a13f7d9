"""The scenarios on the table, as the analyst left them: started, changed, laid out anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.pricing.scenarios.scenario import MOST_SCENARIOS, Scenario
from components.scenarios.page import Comparison
from components.shell import session


@dataclass(frozen=True)
class Board:
    """Scenarios side by side, and how often they were laid out anew: widgets of another number start over."""

    number: int
    scenarios: tuple[Scenario, ...]


def board_of(page: Comparison, starts: Sequence[Scenario]) -> Board:
    """Return the scenarios on the table; those to start with where none were laid out yet."""
    return session.recall(page.shop, f"board {page.key}", Board(0, tuple(starts)))


def lay_out(page: Comparison, board: Board, scenarios: Sequence[Scenario]) -> None:
    """Put other scenarios on the table from the next run on."""
    laid = Board(board.number + 1, tuple(scenarios[:MOST_SCENARIOS]))
    session.remember(page.shop, f"board {page.key}", laid)
    note_down(page, laid.scenarios)


def note_down(page: Comparison, scenarios: Sequence[Scenario]) -> None:
    """Remember where names and sliders stand, for what is worked out beside them."""
    session.remember(page.shop, f"now {page.key}", tuple(scenarios))


def standing(page: Comparison, board: Board) -> list[Scenario]:
    """Return the scenarios as their names and sliders stand."""
    return list(session.recall(page.shop, f"now {page.key}", board.scenarios))
