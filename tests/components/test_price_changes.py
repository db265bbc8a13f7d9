import numpy as np
import pandas as pd
import pytest

from analytics.evidence.price_changes.codes import ChangeKind, Sample
from analytics.evidence.price_changes.tables import price_change_tables
from components.price_changes import charts, words
from tests.past_sales import STOCKED, costs_of, planted_sales, promotions


def tables_of(price=None, stocked=(), **world):
    cells = planted_sales(promotions() if price is None else price, stocked, **world).cells
    return price_change_tables(cells, costs_of(cells))


@pytest.fixture(scope="module")
def stocked():
    return tables_of(stocked=STOCKED)


def titled(changes):
    return changes.assign(
        title="A very long title of a product that is sold in many sizes " + changes["product_id"]
    )


def test_the_answer_tells_of_changes_that_the_model_had_not_seen_where_there_are_any(stocked):
    held_out = stocked["shop"].set_index("sample").loc[Sample.HELD_OUT]

    told = words.answer(stocked)

    assert f"Of {held_out['n_changes']} past changes of price that the model had not seen" in told
    assert "were only bought ahead of time" in told


def test_the_answer_says_where_the_model_has_learned_from_every_change():
    told = words.answer(tables_of(held_out=0))

    assert "all of which the model has learned from" in told


def test_stockpiling_that_cannot_be_told_from_none_is_not_claimed():
    told = words.promotion_answer(tables_of()["total"])

    assert "cannot be told from none" in told


def test_prices_that_never_moved_are_said():
    assert words.answer(tables_of(np.full((2, 20), 10.0))) == words.NO_CHANGES


def test_few_changes_are_said_to_tell_little(stocked):
    few = stocked["shop"].assign(n_changes=3)

    assert "So few changes (3)" in words.few_words(few)
    assert words.few_words(stocked["shop"].assign(n_changes=words.FEW)) == ""


def test_every_code_has_words():
    assert set(words.KINDS) == set(ChangeKind)
    assert set(words.SAMPLES) == set(Sample)


def test_announced_promotions_lose_what_was_put_off_as_well(stocked):
    row = stocked["total"].iloc[0]

    plain, announced = (
        words.moved_words(stocked["total"], "$", is_announced) for is_announced in (False, True)
    )

    assert f"{row['units_net']:,.0f} units are left" in plain
    assert f"{row['units_net_announced']:,.0f} units are left" in announced


def test_a_dot_stands_for_every_change(stocked):
    figure = charts.predicted_chart(titled(stocked["changes"]))

    dots = [trace for trace in figure.data if trace.mode == "markers"]
    assert sum(len(trace.x) for trace in dots) == len(stocked["changes"])
    assert {trace.name for trace in dots} == set(words.SAMPLES.values())


def test_sales_over_time_have_a_forecast_without_the_changes_beside_them(stocked):
    figure = charts.sales_chart("All", stocked["by_period"], "week")

    assert {"Sold", "Predicted", "Predicted without the changes"} <= {trace.name for trace in figure.data}
    assert "week" in figure.layout.yaxis.title.text


def test_the_weeks_around_promotions_are_named_by_their_distance(stocked):
    figure = charts.weeks_chart(stocked["weeks"])

    assert list(figure.data[0].x) == ["−2", "−1", "+1", "+2", "+3", "+4"]


@pytest.mark.parametrize("what", ["units", "contribution"])
def test_the_steps_add_up_to_what_is_left(stocked, what):
    total = stocked["total"].iloc[0]

    for is_announced in (False, True):
        steps = list(charts.gain_chart(total, what, "$", is_announced).data[0].y)
        assert sum(steps[:-1]) == pytest.approx(steps[-1])


def test_no_promotion_and_few_of_them_are_told_apart():
    none = pd.DataFrame({"kind": [ChangeKind.LASTING_CUT]})
    one = pd.DataFrame({"kind": [ChangeKind.PROMOTION]})

    assert words.too_few_words(none).startswith("No promotion was found")
    assert words.too_few_words(one).startswith("Only 1 promotion was found")


def test_purchases_ahead_of_time_are_said_to_make_the_price_response_too_steep(stocked):
    assert "steeper" in words.too_steep_words(stocked["total"])
    assert words.too_steep_words(tables_of()["total"]) == ""
