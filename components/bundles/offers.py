"""The bundles on the table: candidates of the run, those picked, and those made by hand."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.bundles.sure import sure_rows
from components.shell import jobs, results, session
from data.privacy.artifacts import frame_of, reading
from data.store import Shop

if TYPE_CHECKING:
    from analytics.pricing.price_book import Offer
    from analytics.runs.results import Results

BY_HAND, PICKED = "bundles_by_hand", "picked_bundles"  # settings of the shop
LEAST_PARTS, MOST_PARTS = 2, 6


def bundles_of(shop: Shop, found: "Results") -> pd.DataFrame:
    """Return one row per bundle, best first: the run's and those made by hand, and whether picked."""
    bundles = found.bundles
    if by_hand := [_judged(shop, found, offer) for offer in offers_by_hand(shop, found)]:
        bundles = pd.concat([bundles, pd.DataFrame(by_hand)[list(bundles.columns)]], ignore_index=True)
    own = {entry["offer_id"]: frozenset(entry["product_ids"]) for entry in shop.setting(BY_HAND, [])}
    parts = [frozenset(ids) for ids in bundles["product_ids"]]
    bundles = bundles.assign(
        is_by_hand=[own.get(i) == ids for i, ids in zip(bundles["offer_id"], parts, strict=True)]
    )
    bundles = bundles.sort_values(
        "incremental_profit_per_visit", ascending=False, kind="stable", ignore_index=True
    )
    picked = picked_bundles(shop)
    return bundles.assign(
        title=[results.bundle_title(found, ids) for ids in bundles["product_ids"]],
        is_picked=[frozenset(ids) in picked for ids in bundles["product_ids"]],
        cost=[results.cost_words(found, ids) for ids in bundles["product_ids"]],
    )


def price_book_of(shop: Shop, found: "Results") -> pd.DataFrame:
    """Return the rows of `whole_book_of` that are as sure as the analyst wants them."""
    return sure_rows(shop, whole_book_of(shop, found))


def whole_book_of(shop: Shop, found: "Results") -> pd.DataFrame:
    """Return the run's price book with the rows of bundles made by hand below, in the same columns."""
    offers = offers_by_hand(shop, found)
    if not offers:
        return found.price_book
    rows = [row for offer in offers for row in _rows(shop, found, offer)]
    by_hand = _in_words(found, pd.DataFrame(rows, columns=found.price_book.columns))
    return pd.concat([found.price_book, by_hand], ignore_index=True)


def offers_by_hand(shop: Shop, found: "Results") -> "list[Offer]":
    """Return the bundles made by hand that this run can judge and did not find itself."""
    from analytics.pricing.price_book import Offer

    known, found_itself = set(found.audience.product_ids), _part_sets(found.bundles["product_ids"])
    return [
        Offer(entry["offer_id"], tuple(entry["product_ids"]))
        for entry in shop.setting(BY_HAND, [])
        if set(entry["product_ids"]) <= known and frozenset(entry["product_ids"]) not in found_itself
    ]


def save_by_hand(shop: Shop, found: "Results", product_ids: Sequence[str]) -> None:
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


def lift_of(
    shop: Shop, found: "Results", directory: Path, product_ids: tuple[str, ...]
) -> tuple[float, float, float, float]:
    """Return support, lift and its 90 % interval of products in the visits of a run."""
    key = ("lift", found.run_id, product_ids)
    return session.computed(shop, key, lambda: _lift(directory, product_ids))


def _rows(shop: Shop, found: "Results", offer: "Offer") -> list[dict[str, Any]]:
    from analytics.pricing.price_book import build_price_book

    key = "offer", found.key, offer
    return session.computed(shop, key, lambda: build_price_book(found.market, [offer]).to_dict("records"))


def _in_words(found: "Results", rows: pd.DataFrame) -> pd.DataFrame:
    from analytics.cli.reasons import titles_of, with_reason_words

    return with_reason_words(rows, titles_of(found.products))


def _judged(shop: Shop, found: "Results", offer: "Offer") -> dict[str, Any]:
    """Return an offer's row as the run writes them for its candidates."""
    from analytics.pricing.price_book.summary import offer_summaries

    summary = offer_summaries(found.market, pd.DataFrame(_rows(shop, found, offer)))
    row = _in_words(found, summary).iloc[0].to_dict()
    evidence = lift_of(shop, found, jobs.run_directory(shop, found.run_id), offer.product_ids)
    return row | dict(zip(("support", "lift", "lift_low", "lift_high"), evidence, strict=True))


def _lift(directory: Path, product_ids: tuple[str, ...]) -> tuple[float, float, float, float]:
    from analytics.pricing.bundles import lift

    lines = frame_of(
        directory,
        "visit_lines",
        columns=["visit_id", "product_id", "n_bought"],
        filters=[("product_id", "in", list(product_ids)), ("n_bought", ">", 0)],
    )
    visits = pd.Index(frame_of(directory, "visits", columns=["visit_id"])["visit_id"])
    bought = np.zeros((len(visits), len(product_ids)), bool)
    with reading(directory, "visit_lines.parquet"):  # whose visits are among those
        row, column = (
            visits.get_indexer(lines["visit_id"]),
            pd.Index(product_ids).get_indexer(lines["product_id"]),
        )
        bought[row, column] = True
    return lift(bought, list(range(len(product_ids))))


def _part_sets(bundles: Sequence[Sequence[str]]) -> set[frozenset[str]]:
    return {frozenset(parts) for parts in bundles}
