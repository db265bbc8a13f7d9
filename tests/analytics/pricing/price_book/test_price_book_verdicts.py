import pandas as pd
import pytest

from analytics.pricing.price_book import offer_verdict

FINE, ZERO, RARE = (
    "Passed every gate",
    "The band of its profit includes zero",
    "Parts were bought together once",
)


@pytest.mark.parametrize(
    ("reasons", "verdict", "reason"),
    [
        ([FINE, FINE], "PASS", FINE),
        ([RARE, RARE], "WARN", RARE),
        ([FINE, ZERO, FINE], "WARN", f"{ZERO} (1 of 3 segments)"),
        ([ZERO, RARE, ZERO], "WARN", f"{ZERO} (2 of 3 segments)"),
    ],
)
def test_an_offers_reason_says_how_many_segments_share_it(reasons, verdict, reason):
    rows = pd.DataFrame({"reason": reasons, "verdict": ["PASS" if r == FINE else "WARN" for r in reasons]})

    assert offer_verdict(rows) == (verdict, reason)
