"""The words of consent to personal prices, at both doors."""

from data.privacy.consent import Consent

NOT_ASKED = "No file says who agrees to personal prices, and nobody has refused: everybody counts"


def consent_words(found: Consent) -> str:
    """Return in a sentence who refuses, and what part of the revenue is theirs."""
    if not found.is_asked:
        return NOT_ASKED
    return (
        f"{found.n_refused:,} of {found.n_customers:,} customers ({found.share_refused:.1%}) do not agree to "
        f"personal prices; theirs is {found.revenue_share_refused:.1%} of revenue"
    )


def forgone_words(worth: float) -> str:
    """Return in a sentence what the price book does not earn as they get common prices [currency a year]."""
    return f"Were they like the others, personal prices for them would add {worth:,.2f} a year"
