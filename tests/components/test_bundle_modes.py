"""Sentences and charts of other ways to sell a bundle, from figures by hand."""

import numpy as np
import pandas as pd

from analytics.pricing.selling.modes import PriceScheme, SellingMode
from components.bundles.personal_prices import sentence as worth_sentence
from components.bundles.personal_prices import worth_chart
from components.bundles.sales_modes import WORDS, in_words, modes_chart
from components.bundles.sales_modes import sentence as modes_sentence
from components.bundles.who_pays import SCHEMES, payers_chart
from tests.offers import PER_VISITS


def modes(**extra):
    """Every way earns 1 per thousand visits more than today unless said otherwise, ± 0.5."""
    gain = np.array([extra.get(mode, 0.001) for mode in SellingMode])
    return pd.DataFrame(
        {
            "mode": list(SellingMode),
            "part_prices": [[1.5, 2.0]] * len(SellingMode),
            "bundle_price": 3.0,
            "profit": 0.01 + gain,
            "extra_profit": gain,
            "extra_low": gain - 0.0005,
            "extra_high": gain + 0.0005,
            "surplus": 0.0,
            "share_of_optimum": 0.9,
        }
    )


def worth(low=0.1, **adds):
    added = np.array([adds.get(scheme, 0.0) for scheme in PriceScheme])
    return pd.DataFrame(
        {
            "scheme": list(PriceScheme),
            "n_prices": 2,
            "extra_profit": 1 + added,
            "extra_low": 0.5,
            "extra_high": 2.0,
            "worth": added,
            "worth_low": added - low,
            "worth_high": added + low,
            "surplus": 0.0,
        }
    )


def test_every_mode_of_selling_and_every_price_scheme_has_its_words():
    assert list(WORDS) == list(SellingMode)
    assert list(SCHEMES) == list(PriceScheme)


def test_money_is_told_per_thousand_visits():
    table = in_words(modes(), PER_VISITS)

    assert table["extra_profit"].tolist() == [1.0] * len(SellingMode)
    assert table["part_prices"].iloc[0] == "€1.50 + €2.00"


def test_the_sentence_says_what_a_bundle_reaches_of_the_optimum():
    table = modes(**{SellingMode.BUNDLE: 0.001, SellingMode.MIXED: 0.0022}).assign(
        share_of_optimum=0.011 / 0.0122
    )

    said = modes_sentence(in_words(table, PER_VISITS), PER_VISITS)

    assert "€1.00 more per 1,000 visits" in said
    assert "Its whole profit is €11.00; the best prices of parts and bundle, chosen together, would" in said
    assert said.endswith("would earn €12.20, of which that is 90 %, and €2.20 more than today.")


def test_a_bundle_that_reaches_the_optimum_is_not_measured_against_it():
    said = modes_sentence(in_words(modes(**{SellingMode.MIXED: 0.0009}), PER_VISITS), PER_VISITS)

    assert said.endswith(
        "Its whole profit is €11.00; the best prices of parts and bundle, chosen together, "
        "would earn no more (€10.90)."
    )


def test_a_bar_says_its_share_of_the_optimum_with_both_amounts():
    figure = modes_chart(in_words(modes(), PER_VISITS), PER_VISITS)

    assert {row[2] for row in figure.data[0].customdata} == {"€11.00 in all, 90 % of €11.00"}


def test_better_part_prices_are_named_where_they_beat_the_bundle():
    said = modes_sentence(in_words(modes(**{SellingMode.COMPONENTS: 0.004}), PER_VISITS), PER_VISITS)

    assert "Better prices of the parts alone would earn €4.00 more" in said


def test_parts_that_nothing_beats_are_left_as_they_are():
    said = modes_sentence(in_words(modes(**dict.fromkeys(SellingMode, 0.0)), PER_VISITS), PER_VISITS)

    assert said.startswith("No other way")


def test_a_loss_far_beyond_the_gains_is_cut_and_said_in_words():
    figure = modes_chart(in_words(modes(**{SellingMode.PURE: -0.5}), PER_VISITS), PER_VISITS)

    assert figure.layout.xaxis.range[0] > -3
    assert any("−€500.00, beyond the left edge" in text for text in figure.data[1].text)


def test_the_sentence_names_the_prices_that_add_most():
    said = worth_sentence(worth(**{PriceScheme.CUSTOMERS: 0.4, PriceScheme.SEGMENTS: 0.2}), PER_VISITS)

    assert said.startswith("A price per customer would add €0.40 per 1,000 visits")
    assert "90 % band €0.30 to €0.50" in said
    assert "40 % on top" in said
    assert said.endswith("A price per segment adds €0.20.")


def test_few_prices_are_named_where_more_hardly_add():
    said = worth_sentence(
        worth(low=0.01, **{PriceScheme.GROUPS_2: 0.39, PriceScheme.CUSTOMERS: 0.4}), PER_VISITS
    )

    assert said.startswith("2 price groups would add €0.39")


def test_personal_prices_that_may_be_worth_nothing_are_not_praised():
    said = worth_sentence(worth(low=0.5, **{PriceScheme.SEGMENTS: 0.2}), PER_VISITS)

    assert said.startswith("One price for all is enough here")
    assert "at most €0.70 more" in said


def test_the_chart_of_worth_carries_its_bands():
    figure = worth_chart(worth(), PER_VISITS)

    assert "[€]" in figure.layout.xaxis.title.text
    np.testing.assert_allclose(figure.data[0].error_x.array, 0.1)


def test_those_who_pay_less_stand_left_and_those_who_pay_more_right():
    payers = pd.DataFrame(
        {
            "segment": ["tier 0", "tier 1"],
            "share_more": [1.0, 0.0],
            "mean_more": [0.5, np.nan],
            "share_less": [0.0, 0.7],
            "mean_less": [np.nan, 0.3],
        }
    )

    less, more = payers_chart(payers, "€").data

    assert (less.x <= 0).all() and (more.x >= 0).all()
    assert list(more.customdata[1]) == ["100 %", "€0.50"]
