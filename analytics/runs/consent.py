"""Customers who do not agree to personal prices: what they cost a shop, and work that learned from them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analytics.jobs.everywhere import cancel_all
from analytics.runs.portfolio import read_portfolio
from data.privacy.consent import Consent, refusers_in
from data.store import Shop


def forgone_worth(run: Path, consent: Consent) -> float | None:
    """Return the extra profit a year that refusers would add if they answered as the others do [currency].

    Per customer who agrees, the worth of the offers that the training would show. None where the training
    has no portfolio, or nobody agrees.
    """
    portfolio = read_portfolio(run)
    n_agree = consent.n_customers - consent.n_refused
    if portfolio is None or n_agree == 0:
        return None
    return portfolio.total / n_agree * consent.n_refused


@contextmanager
def stopping_work_of_new_refusers(shop: Shop) -> Iterator[None]:
    """Stop all work of a shop where customers refuse only since the block: it learns from them."""
    before = refusers_in(shop)
    yield
    if refusers_in(shop) - before:
        cancel_all(Path(shop.directory))
