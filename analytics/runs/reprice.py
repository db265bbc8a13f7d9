"""A finished run priced anew under other costs and limits, without training; its files stay as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from analytics.pricing.constraints import Constraints
from analytics.pricing.money import CostAssumptions
from analytics.pricing.offers import OfferCurves
from analytics.pricing.portfolio.candidates import Gathered
from analytics.pricing.portfolio.portfolio import portfolio_of
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.many import price_offers
from analytics.pricing.price_book.market import Offer
from analytics.runs.bundle_rows import EVIDENCE, with_evidence
from analytics.runs.results import Results


def reassumed(found: Results, costs: CostAssumptions, limits: Constraints) -> Results:
    """Return a run with its market under other costs and limits; its price book is still the old one."""
    market = replace(found.market, costs=costs.costs(found.products), limits=limits)
    products = found.products.assign(cost=market.costs.product_cost)
    config = replace(found.config, costs=costs, limits=limits)
    return replace(found, config=config, market=market, products=products)


def offers_of_book(book: pd.DataFrame, asked: Sequence[Offer] = ()) -> list[Offer]:
    """Return the offers of a price book, in its order, with the discounts that were asked for.

    Parameters
    ----------
    asked : offers that the run was given
    """
    wanted = {offer.offer_id: offer.discount_share for offer in asked}
    parts = book.drop_duplicates("offer_id")
    return [
        Offer(str(offer_id), tuple(str(p) for p in ids), wanted.get(str(offer_id)))
        for offer_id, ids in zip(parts["offer_id"], parts["product_ids"], strict=True)
    ]


def reprice(
    found: Results,
    costs: CostAssumptions,
    limits: Constraints,
    known: Mapping[tuple[int, ...], OfferCurves] | None = None,
    *,
    more: Sequence[Offer] = (),
    evidence: pd.DataFrame | None = None,
) -> Results:
    """Return a run with the price book and the bundles that other costs and limits make of it.

    Parameters
    ----------
    known : positions of an offer's parts → its curves under these costs, where computed before
    more : further offers, which share budget and stock with the run's
    evidence : of those: offer_id and `EVIDENCE`
    """
    anew = reassumed(found, costs, limits)
    offers = [*offers_of_book(found.price_book, found.config.offers), *more]
    gathered = Gathered(anew.market)
    book = price_offers(anew.market, offers, known=known, build=partial(build_price_book, keep=gathered.add))
    joint = pd.concat(
        [frame[["offer_id", *EVIDENCE]] for frame in (found.bundles, evidence) if frame is not None]
    )
    return replace(
        anew,
        price_book=book,
        bundles=with_evidence(anew.market, book, joint),
        portfolio=portfolio_of(gathered, book, found.sales, costs),
    )
