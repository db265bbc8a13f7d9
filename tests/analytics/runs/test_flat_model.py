"""No input of the network can be forgotten: flat rows hold all that moves a cell's score."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.demand.cells import learned_cells
from analytics.numerics import expit
from analytics.runs.cells import FlatModel
from tests.logs import log_of, small_model
from tests.worlds import customers_of

KINDS = ("plain", "with attributes", "with an instrument", "orders only")


@pytest.fixture(scope="module", params=KINDS)
def flat(request, small_world):
    """A small model with attributes and instruments or without, over the cells that it was fitted to."""
    log = log_of(small_world, ("cost",) if request.param == "with an instrument" else ())
    if request.param == "orders only":
        log = replace(log, has_views=False, seen=log.seen.where(np.zeros(len(log.seen), bool)))
    customers = customers_of(small_world)[["segment"]]
    if request.param == "with attributes":
        customers["town"] = np.where(np.arange(len(customers)) % 3 == 0, "Bern", "Basel")
    model = small_model(log, small_world, customers)
    rng = np.random.default_rng(0)
    tables = {
        name: rng.normal(0, 0.3, table.shape).astype("f4") for name, table in vars(model.weights_).items()
    }
    model.weights_ = type(model.weights_)(**tables)  # as if everything mattered
    cells = learned_cells(log, 0)
    return FlatModel.of(model, cells, customers), expit(model.logits(cells, customers).astype(float))


def test_flat_rows_say_what_the_model_says(flat):
    model, expected = flat

    assert model.predict(model.frame()) == pytest.approx(expected, abs=1e-6)


def test_each_column_is_in_one_group_and_moves_the_score(flat):
    model, expected = flat
    frame = model.frame()

    assert sorted(name for names in model.groups.values() for name in names) == sorted(frame.columns)
    for name, columns in model.groups.items():
        shuffled = frame[columns].sample(frac=1.0, random_state=0).to_numpy()
        moved = model.predict(frame.assign(**dict(zip(columns, shuffled.T, strict=True))))
        assert np.abs(moved - expected).max() > 1e-4, name


def test_another_product_in_the_same_basket_feels_what_that_product_would(flat):
    model, _ = flat
    frame, pairs = model.frame(), model.model.pairs_
    basket = [name for name in frame if name.startswith("basket_")]
    others = frame[basket].to_numpy(int)
    row = int(np.argmax((others < pairs.n_products).sum(1)))
    met = int(others[row][others[row] < pairs.n_products][0])
    other = next(j for j in range(pairs.n_products) if j not in (met, int(frame["product"][row])))
    asked = frame.iloc[[row]].assign(product=other)
    alone = asked.assign(**dict.fromkeys(basket, pairs.n_products))

    felt = np.diff([np.log(p / (1 - p)) for p in (model.predict(alone)[0], model.predict(asked)[0])])[0]

    known = {int(j) for j in others[row] if j < pairs.n_products and j != other}
    places = pairs.places(np.full(len(known), other), np.array(sorted(known)))
    assert felt == pytest.approx(model.model.weights_.cross[places, 0].sum(), abs=1e-4)
