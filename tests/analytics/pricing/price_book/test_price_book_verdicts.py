import pandas as pd
import pytest

from analytics.cli.reasons import reason_words
from analytics.findings import Finding, Reason, reason_text
from analytics.pricing.price_book.verdicts import offer_verdict

FINE, ZERO, RARE = (
    reason_text([Finding(reason, {"value": 1})])
    for reason in (Reason.PASSED, Reason.BAND_HOLDS_ZERO, Reason.BOUGHT_TOGETHER)
)


@pytest.mark.parametrize(
    ("reasons", "verdict", "words"),
    [
        ([FINE, FINE], "PASS", "Passed every gate"),
        ([RARE, RARE], "WARN", "Parts were bought together in 1 visit"),
        ([FINE, ZERO, FINE], "WARN", "The band of its profit includes zero (1 of 3 segments)"),
        ([ZERO, RARE, ZERO], "WARN", "The band of its profit includes zero (2 of 3 segments)"),
    ],
)
def test_an_offers_reason_says_how_many_segments_share_it(reasons, verdict, words):
    rows = pd.DataFrame({"reason": reasons, "verdict": ["PASS" if r == FINE else "WARN" for r in reasons]})

    found, reason = offer_verdict(rows)

    assert (found, reason_words(reason)) == (verdict, words)
