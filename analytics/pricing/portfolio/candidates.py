"""What every row of a price book is worth a year at its advised discount, by the fit and by each member."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Bools, Doubles, Ints
from analytics.demand.members import partner_of
from analytics.pricing.offers.curves import at_discounts, at_own_discounts
from analytics.pricing.optimize import mean_profit
from analytics.pricing.price_book.advice import Advice
from analytics.pricing.price_book.market import Market
from analytics.pricing.price_book.yearly import visits_a_year

_MEMBERS_OF_A_BAND = 3  # the fit and two replicates: fewer have no spread


@dataclass(frozen=True)
class Candidates:
    """Rows of a price book that a shop may run, and what each is worth alone [currency a year].

    Attributes
    ----------
    offer : (n_rows,) position in the order that offers came in
    segment : (n_rows,)
    parts : (n_rows,) of tuples: positions of the parts
    worth : (n_rows,) at the advised discount, as the price book says
    given_away : (n_rows,) what the discount gives to those who buy all parts anyway
    decided : (n_rows,) the same as decisions see it: the mean over the members
    by_rule : (n_rules, n_rows) by each choice rule
    members : (n_members, n_rows) by the fit and its bootstrap members
    own_promise : (n_members, n_rows) of the discount that a member by itself would advise, in its own eyes
    own_truth : (n_members, n_rows) of that discount, as another member sees it, see `partner_of`
    is_fine : (n_rows,) whether the figures rest on all visits of the audience
    """

    offer: Ints
    segment: Ints
    parts: NDArray[np.object_]
    worth: Doubles
    given_away: Doubles
    decided: Doubles
    by_rule: Doubles
    members: Doubles
    own_promise: Doubles
    own_truth: Doubles
    is_fine: Bools

    def __len__(self) -> int:
        return len(self.segment)

    def rows(self, chosen: Bools) -> "Candidates":
        """Return some of the rows."""
        return Candidates(**{f.name: getattr(self, f.name)[..., chosen] for f in fields(self)})

    @classmethod
    def joined(cls, blocks: Sequence["Candidates"]) -> "Candidates":
        """Return the rows of several offers, in their order."""
        return cls(**{f.name: np.concatenate([getattr(b, f.name) for b in blocks], -1) for f in fields(cls)})


_NONE, _NOTHING = np.empty(0, np.int64), np.empty((1, 0))
_NO_ROWS = Candidates(
    *(_NONE, _NONE, np.empty(0, object), _NOTHING[0], _NOTHING[0], _NOTHING[0]),
    *(_NOTHING, _NOTHING, _NOTHING, _NOTHING, np.empty(0, bool)),
)


class Gathered:
    """What is kept of offers while they are priced some at a time: small figures, never their curves."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.offer_ids: list[str] = []
        self._blocks: list[Candidates] = []

    def add(self, advices: Sequence[Advice]) -> None:
        """Keep what some offers are worth at their advised discounts."""
        for advice in advices:
            self._blocks.append(_rows_of(self.market, advice, len(self.offer_ids)))
            self.offer_ids.append(advice.offer.offer_id)

    @property
    def candidates(self) -> Candidates:
        """Return the rows of all offers that no gate withholds."""
        return Candidates.joined(self._blocks) if self._blocks else _NO_ROWS


def _rows_of(market: Market, advice: Advice, place: int) -> Candidates:
    """Return an offer's rows; those that fail are left out."""
    curves, visits = advice.curves, visits_a_year(market)
    n_segments = len(visits)
    discount = np.array([chosen.discount_share for chosen in advice.chosen])
    decided, profit = mean_profit(curves), curves.metrics["incremental_profit"]
    members = profit + curves.replicates - curves.replicates[:1]
    if len(members) < _MEMBERS_OF_A_BAND:
        members = np.broadcast_to(decided, (1, *decided.shape))
    parts = np.empty(n_segments, object)
    parts.fill(tuple(advice.parts))
    promise, truth = _own_advice(market, advice, members)
    own = at_own_discounts(np.stack([profit, curves.given_away, decided]), discount)
    rules = curves.by_rule if len(curves.by_rule) else profit[None]
    every = Candidates(
        offer=np.full(n_segments, place),
        segment=np.arange(n_segments),
        parts=parts,
        worth=own[0] * visits,
        given_away=own[1] * visits,
        decided=own[2] * visits,
        by_rule=at_own_discounts(rules, discount) * visits,
        members=at_own_discounts(members, discount) * visits,
        own_promise=promise * visits,
        own_truth=truth * visits,
        is_fine=np.full(n_segments, curves.is_fine),
    )
    is_refused = np.isin(np.arange(n_segments), list(advice.refused))
    return every.rows(~is_refused & (not advice.is_withheld))


def _own_advice(market: Market, advice: Advice, members: Doubles) -> tuple[Doubles, Doubles]:
    """Return what each member promises of its own best discount, and what that is to its partner.

    Each (n_members, n_segments) per visit. Where the discount was asked for there is nothing to choose; where
    budget or stock are short, a member goes no deeper than they reach.
    """
    chosen = np.array([one.discount_share for one in advice.chosen])
    partner = partner_of(len(members))
    if advice.offer.discount_share is not None:
        own = at_own_discounts(members, chosen)
        return own, own[partner]
    options = advice.options.discount_share
    every = at_discounts(members, options)
    promise = every
    if market.limits.is_shared:
        promise = np.where(options <= chosen[:, None] + 1e-9, every, -np.inf)
    best = promise.argmax(-1)[..., None]
    own, to_partner = (np.take_along_axis(by, best, -1)[..., 0] for by in (every, every[partner]))
    return own, to_partner
