"""The run's bundles under the analyst's costs and limits: priced anew without training, once per setting."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pandas as pd
import streamlit as st

from analytics.cli.reasons import priced_in_words
from analytics.pricing.constraints import Constraints
from analytics.pricing.money import CostAssumptions
from analytics.pricing.offers import OfferCurves, offer_curves
from analytics.runs.bundle_rows import EVIDENCE
from analytics.runs.reprice import offers_of_book, reassumed, reprice
from analytics.runs.results import Results
from components.bundles.assumptions import cost_words, costs_of, forget_assumptions, limit_words, limits_of
from components.bundles.bundle_list import evidence_of, offers_by_hand
from components.shell import display, session
from data.store import Shop

PRICED = "priced"  # what this session has seen priced


def priced(shop: Shop, found: Results) -> Results:
    """Return the run's results under the shop's costs and limits, and say so where they are not the run's."""
    costs, limits = costs_of(shop, found.config.costs), limits_of(shop, found.config.limits)
    if (costs, limits) == (found.config.costs, found.config.limits):
        return found
    anew = repriced(shop, found, costs, limits)
    _show_line(shop, anew)
    return anew


def repriced(shop: Shop, found: Results, costs: CostAssumptions, limits: Constraints) -> Results:
    """Return the results under other costs and limits, with a bar for as long as that takes.

    The curves of a bundle depend on costs alone, so other limits answer at once. Bundles made by hand share
    a budget or a stock with the others, so then they are priced together.
    """
    anew = reassumed(found, costs, limits)
    more = tuple(offers_by_hand(shop, found)) if limits.is_shared else ()
    key = ("priced", anew.key, more)
    offers = (*offers_of_book(found.price_book), *more)
    bundles = [*dict.fromkeys(tuple(found.audience.positions(offer.product_ids)) for offer in offers)]
    if session.recall(shop, PRICED) != key:
        _compute_curves(shop, anew, bundles)
        session.remember(shop, PRICED, key)

    def compute() -> Results:
        known = {parts: curves_of(shop, anew, parts) for parts in bundles}
        rows = [{"offer_id": offer.offer_id} | evidence_of(shop, found, offer) for offer in more]
        evidence = pd.DataFrame(rows, columns=["offer_id", *EVIDENCE])
        return priced_in_words(reprice(found, costs, limits, known, more=more, evidence=evidence))

    return session.held(shop, key, compute)


def curves_of(
    shop: Shop, found: Results, parts: tuple[int, ...], compute: Callable[[], OfferCurves] | None = None
) -> OfferCurves:
    """Return a bundle's curves, computed once per run and costs; limits do not change them.

    Parameters
    ----------
    compute : in place of computing them here, where they are under way already
    """
    market, key = found.market, ("curves", found.run_id, found.config.costs, parts)
    here = partial(offer_curves, market.audience, parts, market.costs)
    return session.computed(shop, key, compute or here)


def prepare(shop: Shop, found: Results, costs: CostAssumptions) -> None:
    """Compute all that takes time under these costs, with a bar where the analyst has just clicked."""
    bundles = [tuple(found.audience.positions(ids)) for ids in found.bundles["product_ids"]]
    _compute_curves(shop, reassumed(found, costs, found.config.limits), bundles)


def _compute_curves(shop: Shop, anew: Results, bundles: list[tuple[int, ...]]) -> None:
    """Compute every bundle's curves, the next one beside the one that is waited for: two cores share them."""
    market, under_way = anew.market, {}
    bar = st.progress(0.0)
    with ThreadPoolExecutor(2) as pool:

        def compute(place: int) -> OfferCurves:
            for near in range(place, min(place + 2, len(bundles))):
                if near not in under_way:
                    under_way[near] = pool.submit(offer_curves, market.audience, bundles[near], market.costs)
            return under_way.pop(place).result()

        for place, parts in enumerate(bundles):
            words = f"Pricing bundle {place + 1} of {len(bundles)} with your costs …"
            bar.progress(place / len(bundles), words)
            curves_of(shop, anew, parts, partial(compute, place))
    bar.empty()


def _show_line(shop: Shop, anew: Results) -> None:
    """Say that prices on the page and in its files are not the training's own, with the way back."""
    currency = session.currency_of(shop)
    with st.container(horizontal=True, vertical_alignment="center"):
        display.show_note(
            f"Priced anew with {cost_words(anew.config.costs, currency)}; limits: "
            f"{limit_words(anew.config.limits, currency)}. Bundles, scenarios and downloads show it; "
            "the training's own price book is kept as it was."
        )
        if st.button("Back to the training's costs", key="forget-assumptions", type="tertiary"):
            forget_assumptions(shop)
            st.rerun()
