"""What it costs a shop that some of its customers do not agree to personal prices."""

from pathlib import Path

from analytics.runs.portfolio import read_portfolio
from data.privacy.consent import Consent


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
