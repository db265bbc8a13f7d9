"""The comparison on the page: what all its scenarios share, and where their names and sliders stand."""

import hashlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.cli.wording import unit_words
from analytics.pricing.scenarios.context import ComparisonContext
from analytics.pricing.scenarios.horizon import MOST_WEEKS, Horizon, Unit, usual_horizon
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.scenario import MOST_SCENARIOS, Scenario
from analytics.runs.results import Results
from components.bundles.bundle_list import whole_book_of
from components.scenarios.customer_list import choose_subset
from components.shell import choices, jobs, results, session, units
from data.privacy.artifacts import frame_of, has
from data.store import Shop

T = TypeVar("T")


@dataclass(frozen=True)
class Board:
    """Scenarios side by side, and how often they were laid out anew: widgets of another number start over."""

    number: int
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True)
class Comparison(ComparisonContext):
    """The comparison on the page; what it computes is remembered for the shop.

    Attributes
    ----------
    title : of the chosen bundle
    start : visits and weeks to begin with
    whose, whose_key : who is shown it, for sentences and for caches; empty for all customers
    link : id of the saved comparison that is open, if any
    """

    shop: Shop
    found: Results
    title: str
    start: Horizon
    whose: str = ""
    whose_key: Hashable = ""
    link: str = ""

    @property
    def currency(self) -> str:
        """Return the shop's currency."""
        return session.currency_of(self.shop)

    @property
    def labels(self) -> dict[str, str]:
        """Return the products' titles."""
        return results.product_labels(self.found)

    @property
    def looks(self) -> str:
        """Return which visits can take the bundle, in a sentence or two; nothing where all known ones can."""
        return results.looks_words(self.found, self.product_ids)

    @property
    def is_looked_at_by_some(self) -> bool:
        """Return whether not all visits look at all parts."""
        return results.look_share(self.found, self.product_ids) < 1

    @property
    def key(self) -> str:
        """Return what the analyst's choices for this comparison are remembered under."""
        names = self.product_ids, self.link, self.whose_key, self.found.key
        digest = hashlib.sha256(repr(names).encode()).hexdigest()[:12]
        return f"{self.shop.name}-{self.found.run_id}-{digest}"

    def offered_first(self) -> Offered:
        """Return the chosen bundle with the discounts that the price book advises."""
        return self.advised(whole_book_of(self.shop, self.found))

    def computed(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return `compute()`, remembered for this bundle, its audience, run and costs under a key."""
        return session.computed(self.shop, (key, self.found.key, self.product_ids, self.whose_key), compute)

    def visits(self) -> pd.DataFrame:
        """Return the run's visits (visit_id, visited_at), of everyone; none where the run kept none."""
        return session.held(self.shop, ("visit times", self.found.run_id), self._read_visits)

    def _read_visits(self) -> pd.DataFrame:
        directory = jobs.run_directory(self.shop, self.found.run_id)
        if has(directory, "visits.parquet"):
            return frame_of(directory, "visits", ["visit_id", "visited_at"])
        return pd.DataFrame({"visit_id": [], "visited_at": pd.to_datetime([])})

    @property
    def horizon(self) -> Horizon:
        """Return visits, weeks and unit as the analyst last chose them."""
        chosen = session.recall(self.shop, f"horizon {self.key}", self.start)
        return replace(chosen, unit=units.chosen_unit(self.shop, units_of(chosen.weeks)))

    @property
    def unit(self) -> units.MoneyUnit:
        """Return what the page's amounts are told for."""
        horizon = self.horizon
        return units.MoneyUnit(horizon.unit, horizon.visits_told, self.currency, horizon.weeks)

    # What the analyst left on the table.

    def plan(self, horizon: Horizon) -> None:
        """Remember visits, weeks and unit, and draw the page anew where they are others than before."""
        if horizon != self.horizon:
            session.remember(self.shop, f"horizon {self.key}", horizon)
            session.remember(self.shop, units.CHOSEN_UNIT, horizon.unit)
            st.rerun()

    def board(self, starts: Sequence[Scenario]) -> Board:
        """Return the scenarios on the table; those to start with where none were laid out yet."""
        return session.recall(self.shop, f"board {self.key}", Board(0, tuple(starts)))

    def lay_out(self, board: Board, scenarios: Sequence[Scenario]) -> None:
        """Put other scenarios on the table and draw the page anew."""
        laid = Board(board.number + 1, tuple(scenarios[:MOST_SCENARIOS]))
        session.remember(self.shop, f"board {self.key}", laid)
        self.note_down(laid.scenarios)
        st.rerun()

    def note_down(self, scenarios: Sequence[Scenario]) -> None:
        """Remember where names and sliders stand, for what is worked out beside them."""
        session.remember(self.shop, f"now {self.key}", tuple(scenarios))

    def standing(self, board: Board) -> list[Scenario]:
        """Return the scenarios as their names and sliders stand."""
        return list(session.recall(self.shop, f"now {self.key}", board.scenarios))

    def extras(self) -> dict[str, go.Figure]:
        """Return the further figures of the report; what is worked out puts its own among them."""
        key = f"extras {self.key} {self.horizon}"
        figures: dict[str, go.Figure] = session.recall(self.shop, key, {})
        session.remember(self.shop, key, figures)
        return figures


def units_of(weeks: int) -> dict[Unit, str]:
    """Return what amounts of a comparison can be told for, in words."""
    return {**units.WORDS, Unit.WEEKS: unit_words(Unit.WEEKS, weeks)}


def choose_comparison(
    shop: Shop, found: Results, bundle: pd.Series, linked: dict[str, Any] | None
) -> Comparison:
    """Ask who is shown the bundle and return what all scenarios share; the curves are computed once."""
    subset, whose = choose_subset(shop, found)
    link, parts = linked["id"] if linked else "", tuple(bundle["product_ids"])
    start = usual_horizon(found.market, subset.visits_share)
    saved = (linked or {}).get("horizon")
    if saved and not whose.get("whose"):
        start = Horizon(float(saved["visits_a_week"]), int(saved["weeks"]))
    page = Comparison(
        found.market, subset, str(bundle.name), parts, shop, found, bundle["title"], start, **whose, link=link
    )
    with st.spinner("Trying every discount on every segment …"):
        page.offered()
    return page


def choose_horizon(page: Comparison) -> Horizon:
    """Ask for visits and weeks, and what amounts are told for; another answer draws the page anew."""
    key, usual = f"{page.shop.name}-{page.found.run_id}-{page.whose_key}-{page.link}", page.start
    place = st.container(width="content")
    with st.popover("Visits and weeks"):
        visits = st.number_input(
            "Visits a week",
            1,
            None,
            max(round(usual.visits_a_week), 1),
            help="A usual week of the run's data",
            key=f"visits-{key}",
            persist_state="session",
        )
        options = {"key": f"weeks-{key}", "persist_state": "session"}
        weeks = st.slider("Weeks", 1, MOST_WEEKS, usual.weeks, **options)
    if visits == round(usual.visits_a_week):
        visits = usual.visits_a_week  # not rounded: the other pages do not round either
    with place:
        options = {"key": f"unit-{key}", "label_visibility": "collapsed", "width": 195}
        unit = choices.choose_code("Units and money", units_of(weeks), page.horizon.unit, **options)
    horizon = Horizon(float(visits), int(weeks), unit)
    page.plan(horizon)
    return horizon
