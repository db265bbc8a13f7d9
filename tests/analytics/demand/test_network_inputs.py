"""No input of the network can be forgotten: whoever asks it anything asks with all that it is shown."""

import numpy as np
import pytest

from analytics.demand import training
from analytics.demand.model_files import load_choice, save_choice
from analytics.demand.network import NetworkConfig, build_network
from analytics.demand.network_inputs import INPUTS, NAMES, OUTCOME, all_inputs
from analytics.demand.reference_prices import reference_prices
from analytics.evidence.baselines.twin import fit_twins
from analytics.runs.cells import CellModel, sample_cells
from analytics.simulation import simulate_shop
from tests.demand import random_inputs
from tests.fitting import FEW_STEPS, fit_small
from tests.worlds import customers_of, visits_of

KINDS = ("plain", "with attributes", "with an instrument", "with several instruments")
SIZES = NetworkConfig(
    n_products=3,
    n_segments=2,
    n_attributes=2,
    n_periods=4,
    n_members=2,
    n_visits=100,
    first_stage_errors=((0.0, 0.0), (0.3, -0.2)),
)


def people_of(world, with_attributes):
    customers = customers_of(world)
    town = np.where(np.arange(len(customers)) % 3 == 0, "Bern", "Basel")
    return customers[["segment"]].assign(town=town) if with_attributes else customers[["segment"]]


@pytest.fixture(scope="module", params=KINDS)
def fitted(request):
    """A small model with attributes and instruments or without, and what it was fitted to."""
    world = simulate_shop(n_customers=30, n_visits_per_customer=5.0, n_products=3, cost_pass_through=0.5)
    n_instruments = {"with an instrument": 1, "with several instruments": 2}.get(request.param, 0)
    visits = visits_of(world, ("cost",) * n_instruments)
    if n_instruments > 1:  # the second says something of its own
        visits.instrument[:, :, 1] = visits.instrument[:, ::-1, 0]
    customers = people_of(world, request.param != "plain")
    return fit_small(visits, world, customers=customers, n_members=2)[0], visits, customers


def test_a_network_asks_for_exactly_what_is_made_of_visits(fitted):
    model, visits, customers = fitted

    made = model.inputs(visits, customers)

    assert set(model.network_.input) == set(made) == set(NAMES)
    for one in INPUTS:
        asked = model.network_.input[one.name]
        assert (asked.dtype, asked.shape[1:]) == (one.dtype, made[one.name].shape[1:])
        assert made[one.name].dtype == one.dtype


def test_the_model_can_be_trained_asked_explained_and_stored(fitted, tmp_path):
    model, visits, customers = fitted
    rows, columns = sample_cells(visits, np.ones(len(visits), bool), 50, np.random.default_rng(0))
    cells = CellModel.of(model, visits, customers)
    expected = model.predict(visits, customers)

    frame = cells.frame(rows, columns)
    save_choice(tmp_path, model)

    assert cells.predict(frame) == pytest.approx(expected[rows, columns], abs=1e-5)
    assert sorted(name for names in cells.groups.values() for name in names) == sorted(frame.columns)
    assert load_choice(tmp_path).predict(visits, customers) == pytest.approx(expected, abs=1e-5)


def test_flat_rows_hold_all_that_moves_a_cells_score(fitted):
    model, visits, customers = fitted
    cells = CellModel.of(model, visits, customers)

    columns = set(cells.frame(np.array([0]), np.array([0])).columns)

    for one in INPUTS:
        is_there = bool(cells.inputs[one.name].size) and one.about != OUTCOME
        assert any(name.startswith(one.name) for name in columns) == is_there


@pytest.mark.parametrize("one", INPUTS, ids=NAMES)
def test_an_input_is_of_the_kind_that_it_is_declared_to_be(one):
    """Outcomes move no answer; a product's own inputs move that product's score and no other's."""
    built = build_network(SIZES)
    rng = np.random.default_rng(0)
    built.set_weights([rng.normal(size=w.shape) for w in built.get_weights()])
    x, other = (random_inputs(SIZES, 16, np.random.default_rng(seed)) for seed in (0, 1))
    changed = x[one.name].copy()
    if one.is_own:
        changed[:, 0] = other[one.name][:, 0]
    else:
        changed = other[one.name]

    moved = np.abs(np.asarray(built(x | {one.name: changed})["logit"]) - np.asarray(built(x)["logit"])) > 1e-6

    assert moved.any() == (one.about != OUTCOME)
    assert not (one.is_own and moved[:, :, 1:].any())


def test_what_is_missing_or_unknown_is_refused():
    x = random_inputs(SIZES, 2, np.random.default_rng(0))
    less = {name: values for name, values in x.items() if name != "instrument"}

    assert list(all_inputs(dict(reversed(x.items())))) == list(NAMES)
    for wrong in (less, x | {"weather": x["price"]}):
        with pytest.raises(ValueError, match=r"instrument|weather"):
            all_inputs(wrong)


def test_the_models_that_a_run_tests_take_instruments_too(monkeypatch):
    monkeypatch.setattr(training, "_FEWEST_STEPS", FEW_STEPS)
    world = simulate_shop(n_customers=30, n_visits_per_customer=5.0, n_products=3, cost_pass_through=0.5)
    visits, customers = visits_of(world, ("cost",)), people_of(world, True)
    price = reference_prices(visits, world.products["list_price"].to_numpy(float))

    twins = fit_twins(visits, customers, price)

    for twin in twins:
        cells = CellModel.of(twin, visits, customers)
        scores = cells.predict(cells.frame(np.array([0, 1]), np.array([0, 2])))
        assert scores == pytest.approx(twin.predict(visits, customers)[[0, 1], [0, 2]], abs=1e-5)
