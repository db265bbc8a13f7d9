import re
from datetime import datetime

import pandas as pd
import pytest

from analytics.cli.wording import filled
from components.shell import formats


@pytest.mark.parametrize(
    ("value", "currency", "words"),
    [
        (1234.5, "", "1,234.50"),
        (1234.5, "€", "€1,234.50"),
        (-3.2, "$", "−$3.20"),
        (-0.001, "", "0.00"),
        (None, "", "–"),
    ],
)
def test_money_has_separators_two_decimals_and_its_sign(value, currency, words):
    assert formats.money(value, currency) == words


@pytest.mark.parametrize(("value", "words"), [(0.1234, "12.3 %"), (-0.5, "−50.0 %"), (float("nan"), "–")])
def test_a_share_is_shown_as_percent(value, words):
    assert formats.share(value) == words


@pytest.mark.parametrize(
    ("value", "words"), [(950.0, "950.00"), (12345.6, "12,346"), (4193529.6, "4.19 M"), (2.5e9, "2.50 bn")]
)
def test_a_headline_amount_is_as_short_as_it_can_be(value, words):
    assert formats.short_money(value) == words


def test_a_date_reads_the_same_everywhere():
    assert formats.day(datetime(2019, 10, 3)) == "3 Oct 2019"
    assert formats.day(pd.NaT) == "–"


def test_a_period_of_one_day_is_that_day():
    assert formats.period(datetime(2019, 10, 1, 8), datetime(2019, 10, 1, 20)) == "1 Oct 2019"


def test_a_noun_agrees_with_its_number():
    assert formats.counted(1, "order") == "1 order"
    assert formats.counted(1234, "order") == "1,234 orders"


def test_amounts_in_dollars_are_no_formulas_for_markdown():
    assert formats.escaped("$5 to $6 *now*") == r"\$5 to \$6 \*now\*"


def test_no_line_ends_between_a_minus_and_its_currency():
    assert formats.escaped(formats.money(-5, "€")) == f"{formats.MINUS}{formats.WORD_JOINER}€5.00"
    assert formats.escaped(formats.money(-5)) == f"{formats.MINUS}5.00"


def test_a_change_carries_its_sign():
    assert formats.signed_share(0.1) == "+10 %"
    assert formats.signed_share(-0.05) == f"{formats.MINUS}5 %"
    assert formats.signed_number(5, 0) == "+5"
    assert formats.signed_number(-2, 0) == f"{formats.MINUS}2"


@pytest.mark.parametrize("currency", ["", "$", "€", "kr"])
@pytest.mark.parametrize("value", [-0.5, -5.0, -1234.5, -2.5e6])
def test_a_minus_stays_with_its_number(value, currency):
    figures = (
        formats.money(value, currency),
        formats.short_money(value, currency),
        formats.count(value - 1),
        formats.share(value),
        formats.signed_number(value, 1),
        filled("{value:.2f}", {"value": value}),
    )

    for figure in figures:
        head = formats.escaped(figure).replace("\\", "").replace(currency, "")
        assert re.match(rf"{formats.MINUS}{formats.WORD_JOINER}?\d", head), figure
        assert "-" not in figure


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "under a minute"), (70, "about 1 minute"), (1_020, "about 17 minutes"), (7_300, "about 2 hours")],
)
def test_a_duration_is_told_as_roughly_as_it_is_known(seconds, words):
    assert formats.duration(seconds) == words


def test_no_line_ends_between_a_number_and_its_per_cent():
    assert formats.escaped("by 0.3 % a year") == "by 0.3\N{NO-BREAK SPACE}% a year"
