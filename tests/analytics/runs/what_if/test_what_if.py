from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from analytics.demand.histories import N_RATES
from analytics.evidence.shapley import explain_scores
from analytics.runs.what_if.answer import answer_of, at_prices
from analytics.runs.what_if.changes import (
    NOTHING,
    Changes,
    can_be_added,
    can_be_recent,
    changed_row,
)
from analytics.runs.what_if.counterfactual import best_threshold, counterfactuals, lowest_price, score_of
from analytics.runs.what_if.visits import read_asked_visits
from data.schema import InputError


@pytest.fixture(scope="module")
def visits(exogenous):
    return read_asked_visits(exogenous.directory, exogenous.results)


@pytest.fixture(scope="module")
def cell(visits):
    """A prediction whose customer came before, and whose product has others to go with it."""
    return next(
        int(place)
        for place in visits.explained
        if place >= 0 and can_be_recent(visits, place) and can_be_added(visits, place)
    )


def test_every_explained_prediction_is_found_among_its_visits(visits, exogenous):
    explained = pd.read_parquet(exogenous.directory / "explanation.parquet")
    log, cells = visits.cells.log, visits.cells

    assert (visits.explained >= 0).all()
    at = visits.explained
    assert [log.product_ids[code] for code in cells.product[at]] == explained["product_id"].tolist()
    ids = log.customer_ids[log.customer[cells.visit[at]]]
    assert ids.tolist() == explained["customer_id"].tolist()
    assert cells.price[at] == pytest.approx(explained["price"].to_numpy(), rel=1e-6)


def test_without_a_change_the_model_says_what_it_says(visits, exogenous):
    expected = visits.flat.predict(visits.flat.frame())

    asked = [answer_of(visits, place, NOTHING) for place in (0, 7)]

    assert [one.score for one in asked] == pytest.approx(expected[[0, 7]], abs=1e-6)
    for one in asked:
        assert one.base + one.steps["share"].sum() == pytest.approx(one.score, abs=1e-6)
        assert one.low <= one.score <= one.high


def test_shares_of_a_score_are_those_of_the_page(visits, cell):
    row, flat = changed_row(visits, cell, NOTHING), visits.flat

    values, base = explain_scores(flat.predict, visits.background, row, flat.groups)
    found = answer_of(visits, cell, NOTHING)

    assert found.base == pytest.approx(base, abs=1e-6)
    told = found.steps.set_index("group")["share"]
    assert told[list(values)].to_numpy() == pytest.approx(values.iloc[0].to_numpy(), abs=1e-6)


def test_the_best_price_earns_more_than_others_that_were_seen(visits, cell):
    found, code = answer_of(visits, cell, NOTHING), int(visits.cells.product[cell])
    today, lowest = (float(visits.products[name].iloc[code]) for name in ("list_price", "price_low"))
    price = np.linspace(lowest, today, 50)

    share = at_prices(visits, cell, changed_row(visits, cell, NOTHING), price)
    costs = visits.costs.of([code])
    profit = share * (costs.contributions(price[:, None])[:, 0] - costs.per_order)

    assert profit.max() <= found.best_profit * 1.005
    assert lowest - 0.01 <= found.best_price <= today + 1e-9
    assert found.best_price == pytest.approx(today * (1 - found.best_discount))


def test_each_change_reaches_the_columns_that_it_is_about(visits, cell):
    before, log = changed_row(visits, cell, NOTHING), visits.cells.log
    day = pd.Timestamp(log.visited_at[visits.cells.visit[cell]]).date() + timedelta(days=3)
    segment = next(s for i, s in enumerate(visits.encoder.segments_) if i != int(before["segment"].iloc[0]))
    other = next(p for p in visits.offered(cell) if p != log.product_ids[visits.cells.product[cell]])

    def moved(changes):
        after = changed_row(visits, cell, changes)
        return {name.split("_")[0] for name in before if after[name].iloc[0] != before[name].iloc[0]}

    price = float(visits.cells.price[cell])
    assert moved(NOTHING) == set()
    assert moved(Changes(price=0.8 * price)) == {"price"}
    assert moved(Changes(segment=segment)) == {"segment"}
    assert moved(Changes(day=day)) == {"season"}
    assert moved(Changes(added=can_be_added(visits, cell)[0])) == {"basket"}
    assert moved(Changes(is_recent=True)) == {"past"} and moved(Changes(is_new=True)) <= {"past"}
    assert "product" in moved(Changes(product_id=other))


def test_a_purchase_at_the_visit_before_is_what_the_history_would_have_told(visits, cell):
    before = changed_row(visits, cell, NOTHING)

    after = changed_row(visits, cell, Changes(is_recent=True))

    rates = [f"past_{i}" for i in range(N_RATES)]
    assert (after[rates].to_numpy() > before[rates].to_numpy()).all()


def test_attributes_are_those_of_a_customer_who_has_them(visits, cell):
    known = {name: levels for name, levels in visits.encoder.levels_.items() if len(levels) > 1}

    for name, levels in known.items():
        rows = [changed_row(visits, cell, Changes(attributes=((name, level),))) for level in levels]
        columns = [c for c in rows[0] if c.startswith("attributes")]
        tables = np.array([row[columns].to_numpy()[0] for row in rows])
        assert np.ptp(tables, axis=0).sum() == pytest.approx(len(levels), abs=1e-5)


def test_the_price_that_is_enough_crosses_the_threshold_and_a_cent_more_does_not(visits):
    tried = 0
    for place in visits.explained[:10]:
        score = score_of(visits, int(place), NOTHING)
        goal = 1.1 * score
        ways = counterfactuals(visits, int(place), goal).ways
        price = next((way.changes.price for way in ways if way.changes.kinds == ("price",)), None)
        if price is None:
            continue
        tried += 1
        assert score_of(visits, int(place), Changes(price=price)) >= goal
        if price > lowest_price(visits, int(place)):
            assert score_of(visits, int(place), Changes(price=price + 0.01)) < goal
    assert tried > 2


@pytest.mark.parametrize("times", [1.2, 2.0])
def test_every_way_reaches_the_threshold_when_it_is_predicted_again(visits, times):
    for place in visits.explained[:5]:
        score = score_of(visits, int(place), NOTHING)

        search = counterfactuals(visits, int(place), times * score)

        assert len(search.ways) <= 5 and len({way.changes for way in search.ways}) == len(search.ways)
        for way in search.ways:
            assert score_of(visits, int(place), way.changes) == way.score >= times * score
            assert 1 <= len(way.changes.kinds) <= 2
            floor = lowest_price(visits, int(place))
            assert way.changes.price is None or way.changes.price >= floor


def test_where_nothing_is_enough_no_way_is_told(visits, cell):
    search = counterfactuals(visits, cell, 0.999999)

    assert search.ways == () and search.farthest.score > search.score


def test_a_prediction_above_the_threshold_needs_no_change(visits, cell):
    score = score_of(visits, cell, NOTHING)

    search = counterfactuals(visits, cell, score / 2)

    assert search.ways == () and search.farthest.changes == NOTHING


def test_the_best_threshold_is_that_of_performance(exogenous):
    from analytics.evidence.held_out import MODEL
    from analytics.evidence.performance import ErrorCosts, profits_of, usual_false_alarm
    from analytics.runs.held_out import read_held_out

    held = read_held_out(exogenous.directory, exogenous.results)
    told = profits_of(held, ErrorCosts(usual_false_alarm(held)), [MODEL])[MODEL].best

    assert best_threshold(exogenous.directory, exogenous.results) == told


@pytest.mark.parametrize(
    "changes",
    [
        Changes(segment="nobody"),
        Changes(product_id="p0", added="p0"),
        Changes(attributes=(("nothing", "none"),)),
        Changes(added="unknown"),
    ],
)
def test_a_change_that_is_not_known_is_refused_in_a_sentence(visits, cell, changes):
    with pytest.raises(InputError):
        changed_row(visits, cell, changes)


def test_a_product_that_was_not_on_sale_is_refused(visits, cell):
    few = replace(visits, cells=visits.cells.rows(np.array([cell])))
    other = next(p for p in visits.product_ids if p not in few.offered(0))

    with pytest.raises(InputError, match="not on sale at that visit"):
        few.place(0, other)
