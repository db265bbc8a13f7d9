"""Words at the doors: every code has its sentence, and what older runs stored in words stays as it was."""

from string import Formatter

import pandas as pd
import pytest

from analytics.cli.reason_words import REASONS
from analytics.cli.reasons import finding_words, gate_words, reason_words, with_reason_words
from analytics.findings import Finding, Gate, GateName, Reason, Verdict, as_shown, reason_text

DEEP = Finding(Reason.TOO_DEEP, {"is": as_shown(0.20049), "limit": 0.1})
NEVER = Finding(Reason.PRICE_NEVER_MOVED, {"value": 0.0}, "p1")


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason != Reason.AS_TOLD])
def test_every_code_has_its_sentence(reason):
    names = {name for words in REASONS[reason] for _, name, _, _ in Formatter().parse(words) if name}
    figures = dict.fromkeys(names - {"scarce"}, 0.5)

    words = finding_words(Finding(reason, figures, scarce=("p1",)))

    assert words[0].isupper() or words[0].isdigit()
    assert not words.endswith(".")


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (NEVER, "Coffee: The price never moved"),
        (Finding(Reason.PRICE_NEVER_MOVED, {"value": 0.0}, "p2"), "p2: The price never moved"),
        (DEEP, "20.0 % off is deeper than the 10 % that you allow"),
        (Finding(Reason.PRICE_MOVED, {"value": 0.0312}), "Prices moved by 3.1 % (standard deviation)"),
        (Finding(Reason.PURCHASES_SEEN, {"value": 1.0}), "1 purchase was seen"),
        (Finding(Reason.PURCHASES_SEEN, {"value": 1234}), "1,234 purchases were seen"),
        (Finding(Reason.BOUGHT_TOGETHER, {"value": 3.0}), "Parts were bought together in 3 visits"),
        (
            Finding(Reason.ELASTICITY_USUAL, {"value": -2.0, "low": -2.5, "high": -1.6}),
            "Elasticity −2.00 (90 % band −2.50 to −1.60)",
        ),
        (
            Finding(Reason.INSTRUMENT_WEAK, {"value": 4.04}),
            "The instruments hardly move prices (first-stage F 4.0)",
        ),
        (
            Finding(Reason.TOO_LITTLE_LEFT, scarce=(None,)),
            "What the promotion budget has left does not reach for this discount",
        ),
        (
            Finding(Reason.REACHES_NO_FURTHER, scarce=(None, "p1")),
            "The promotion budget and the stock of Coffee does not reach further",
        ),
        (
            Finding(Reason.ENDS_ELSEWHERE, {"value": 0.2005, "wanted": 0.3}),
            "Its price ends as you ask at 20.1 % off, not at 30.0 %",
        ),
    ],
)
def test_a_finding_is_one_plain_sentence(finding, words):
    assert finding_words(finding, {"p1": "Coffee"}) == words


def test_a_reason_counts_further_gates_and_says_what_would_help_and_what_holds_a_price_back():
    failed = reason_text([NEVER], n_more=2)
    held = reason_text([Finding(Reason.PASSED)], held_by=DEEP)

    assert reason_words(failed, {}, with_remedy=True) == (
        "p1: The price never moved (and 2 more). Run a price test: ±10 % in alternating weeks for eight weeks"
    )
    assert reason_words(failed) == "p1: The price never moved (and 2 more)"
    assert reason_words(held) == (
        "Passed every gate. Held back by your limits: 20.0 % off is deeper than the 10 % that you allow"
    )


@pytest.mark.parametrize("told", ["Passed every gate", "[1] Milk: The price never moved", "12", "[]", ""])
def test_reasons_that_were_stored_in_words_stay_as_they_are(told):
    assert reason_words(told, {}, with_remedy=True) == told


def test_only_rows_that_fail_say_what_would_help():
    book = pd.DataFrame({"verdict": ["FAIL", "WARN"], "reason": reason_text([NEVER])}, index=[5, 3])

    words = with_reason_words(book)["reason"]

    assert words.str.contains("price test").tolist() == [True, False]


def test_a_gate_that_is_passed_asks_for_nothing():
    few, many = (
        Gate(GateName.ENOUGH_PURCHASES, "p1", verdict, 40, Reason.PURCHASES_SEEN, {"n_enough": 100})
        for verdict in (Verdict.WARN, Verdict.PASS)
    )

    assert gate_words(vars(few))["remedy"] == "Wait for 100 purchases, or choose a better seller"
    assert gate_words(vars(many)) == {
        "name": "enough_purchases",
        "product_id": "p1",
        "verdict": "PASS",
        "value": 40,
        "detail": "40 purchases were seen",
        "remedy": "",
    }


def test_shares_that_read_the_same_are_the_same_figure():
    assert as_shown(0.12312) == as_shown(0.12288) == 0.123
