"""The bundles that are listed: candidates of the run, those picked, and those made by hand."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.cli.reasons import titles_of, with_reason_words
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.market import Offer
from analytics.pricing.price_book.ranking import ranked
from analytics.pricing.price_book.summary import offer_summaries
from analytics.runs.bought_together import bought_together
from analytics.runs.bundle_rows import EVIDENCE
from analytics.runs.results import Results
from components.shell import jobs, results, session
from data.store import Shop

BY_HAND, PICKED = "bundles_by_hand", "picked_bundles"  # settings of the shop
LEAST_PARTS, MOST_PARTS = 2, 6


def bundles_of(shop: Shop, found: Results) -> pd.DataFrame:
    """Return one row per bundle, best first: the run's and those made by hand, and whether picked."""
    bundles = found.bundles
    if by_hand := [_judged(shop, found, offer) for offer in offers_by_hand(shop, found)]:
        bundles = pd.concat([bundles, pd.DataFrame(by_hand)[list(bundles.columns)]], ignore_index=True)
    own = {entry["offer_id"]: frozenset(entry["product_ids"]) for entry in shop.setting(BY_HAND, [])}
    parts = bundles["product_ids"].map(frozenset)
    picked = picked_bundles(shop)
    bundles = bundles.assign(
        is_by_hand=[own.get(i) == ids for i, ids in zip(bundles["offer_id"], parts, strict=True)],
        title=[results.bundle_title(found, ids) for ids in bundles["product_ids"]],
        is_picked=[ids in picked for ids in parts],
        cost=[results.cost_words(found, ids) for ids in bundles["product_ids"]],
    )
    return ranked(bundles).reset_index(drop=True)


def whole_book_of(shop: Shop, found: Results) -> pd.DataFrame:
    """Return the run's price book with the rows of bundles made by hand below, in the same columns."""
    offers = offers_by_hand(shop, found)
    if not offers:
        return found.price_book
    rows = [row for offer in offers for row in _rows(shop, found, offer)]
    by_hand = _in_words(found, pd.DataFrame(rows, columns=found.price_book.columns))
    return pd.concat([found.price_book, by_hand], ignore_index=True)


def offers_by_hand(shop: Shop, found: Results) -> list[Offer]:
    """Return the bundles made by hand that this run can judge and did not find itself."""
    known, found_itself = set(found.audience.product_ids), _part_sets(found.bundles["product_ids"])
    return [
        Offer(entry["offer_id"], tuple(entry["product_ids"]))
        for entry in shop.setting(BY_HAND, [])
        if set(entry["product_ids"]) <= known and frozenset(entry["product_ids"]) not in found_itself
    ]


def save_by_hand(shop: Shop, found: Results, product_ids: Sequence[str]) -> None:
    """Keep a bundle made by hand, under the next free id (M01, M02 …), and pick it."""
    entries = shop.setting(BY_HAND, [])
    taken = {entry["offer_id"] for entry in entries} | set(found.bundles["offer_id"])
    number = next(n for n in range(1, len(taken) + 2) if f"M{n:02d}" not in taken)
    shop.save_setting(BY_HAND, [*entries, {"offer_id": f"M{number:02d}", "product_ids": list(product_ids)}])
    pick(shop, [*picked_bundles(shop), frozenset(product_ids)])


def delete_by_hand(shop: Shop, offer_id: str) -> None:
    """Forget a bundle made by hand."""
    shop.save_setting(BY_HAND, [e for e in shop.setting(BY_HAND, []) if e["offer_id"] != offer_id])


def picked_bundles(shop: Shop) -> set[frozenset[str]]:
    """Return the parts of every bundle that the analyst picked."""
    return _part_sets(shop.setting(PICKED, []))


def pick(shop: Shop, bundles: Sequence[frozenset[str]]) -> None:
    """Keep which bundles are picked; by their parts, as the next run numbers its candidates anew."""
    shop.save_setting(PICKED, sorted(sorted(parts) for parts in set(bundles)))


def evidence_of(shop: Shop, found: Results, offer: Offer) -> dict[str, float]:
    """Return how often the parts of an offer were bought together in the visits of the run."""
    directory, ids = jobs.run_directory(shop, found.run_id), offer.product_ids
    counted = session.computed(shop, ("lift", found.run_id, ids), lambda: bought_together(directory, ids))
    return dict(zip(EVIDENCE, counted, strict=True))


def _rows(shop: Shop, found: Results, offer: Offer) -> list[dict[str, Any]]:
    key = ("offer", found.key, offer)
    return session.computed(shop, key, lambda: build_price_book(found.market, [offer]).to_dict("records"))


def _in_words(found: Results, rows: pd.DataFrame) -> pd.DataFrame:
    return with_reason_words(rows, titles_of(found.products))


def _judged(shop: Shop, found: Results, offer: Offer) -> dict[str, Any]:
    """Return an offer's row as the run writes them for its candidates."""
    summaries = offer_summaries(found.market, pd.DataFrame(_rows(shop, found, offer)))
    return _in_words(found, summaries).iloc[0].to_dict() | evidence_of(shop, found, offer)


def _part_sets(bundles: Sequence[Sequence[str]]) -> set[frozenset[str]]:
    return {frozenset(parts) for parts in bundles}
