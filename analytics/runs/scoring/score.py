"""Every customer × every offer as rows of a table, batch by batch."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from analytics.pricing.scoring.offer_scorer import OfferScorer, People, calibration_rows
from analytics.pricing.scoring.terms import OfferTerms
from analytics.runs.results import Results
from analytics.runs.scoring.people import ID, NextVisits
from analytics.runs.scoring.visitors import Usual
from analytics.threads import side_by_side

SCHEMA = pa.schema(
    [
        ("customer_id", pa.string()),
        ("offer_id", pa.string()),
        ("segment", pa.string()),
        ("discount_share", pa.float64()),
        ("bundle_price", pa.float64()),
        ("take_rate_without", pa.float64()),
        ("take_rate", pa.float64()),
        ("incremental_profit", pa.float64()),
        ("verdict", pa.string()),
    ]
)
_DIGITS = 6  # of shares and money: no one reads more, and files are half as long
Doubles = NDArray[np.float64]


class CustomerScorer:
    """Scores customers with every offer of a price book, at the price that it advises for their segment.

    Parameters
    ----------
    found : the run
    terms : the offers, as the price book has them
    visits : what customers want at their next visit
    """

    def __init__(self, found: Results, terms: Sequence[OfferTerms], visits: NextVisits) -> None:
        self.terms, self.visits = list(terms), visits
        self.segments = pa.array([*found.audience.segments, None], pa.string())
        self.offer_ids = pa.array([offer.offer_id for offer in self.terms], pa.string())
        market, few = found.market, calibration_rows(found.audience)
        self.scorers = side_by_side(lambda offer: OfferScorer(few, market.costs, offer.parts), self.terms)
        self.usual = [Usual.around(visits.audience, scorer.near) for scorer in self.scorers]
        self.products = np.unique([product for scorer in self.scorers for product in scorer.near])

    def scores(self, rows: pd.DataFrame) -> pa.Table:
        """Return customers × offers, all offers of a customer together (columns: `SCHEMA`).

        What is withheld has no figures. What the parts alone earn most with has no discount, and says so.

        Parameters
        ----------
        rows : customer_id, and as texts any of segment and the model's attributes
        """
        visitors, place = self.visits.of(rows, self.products)

        def figures_of(nth: int) -> tuple[Doubles, NDArray[np.object_]]:
            scorer = self.scorers[nth]
            return _figures(visitors.around(scorer.near, self.usual[nth]), scorer, self.terms[nth])

        found = side_by_side(figures_of, range(len(self.terms)))
        n_offers = len(self.terms)
        of_row = np.repeat(np.arange(len(rows)), n_offers)
        figures = np.stack([numbers for numbers, _ in found], 1)[:, :, place]  # (5, n_offers, n_rows)
        verdicts = np.stack([words for _, words in found])[:, place]
        columns = [
            pa.array(rows[ID].astype(str), pa.string()).take(pa.array(of_row)),
            self.offer_ids.take(pa.array(np.tile(np.arange(n_offers), len(rows)))),
            self.segments.take(pa.array(np.repeat(visitors.segment[place] % len(self.segments), n_offers))),
            *(pa.array(_in_rows(values), from_pandas=True) for values in figures),
            pa.array(_in_rows(verdicts), pa.string()),
        ]
        return pa.Table.from_arrays(columns, schema=SCHEMA)


def _figures(people: People, scorer: OfferScorer, terms: OfferTerms) -> tuple[Doubles, NDArray[np.object_]]:
    """Return discount, price, take rates and profit, (5, n), and verdicts (n,) of one offer."""
    discount, price, verdict = terms.of(people.segment)
    out = np.full((5, len(people)), np.nan)
    out[0], out[1] = discount, price
    is_given = np.isfinite(discount)
    if is_given.any():
        some = people if is_given.all() else people.where(is_given)
        out[2:, is_given] = scorer.scores(some, discount[is_given])
    return np.round(out, _DIGITS), verdict


def _in_rows(table: NDArray[np.generic]) -> NDArray[np.generic]:
    """Offers × customers → one row per customer and offer, a customer's together."""
    return np.ascontiguousarray(table.T).ravel()
