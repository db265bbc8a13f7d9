"""What inputs say in plain figures, and which cells are explained."""

import numpy as np
import pytest

from analytics.demand.cells import learned_cells
from analytics.evidence.explained import part_code
from analytics.runs.cells import FlatModel
from analytics.runs.explaining.told import rows_to_explain, told_of
from analytics.runs.input_groups import MOST_ATTRIBUTES, Group, Part, parts_of
from tests.logs import log_of, small_model
from tests.worlds import customers_of


@pytest.fixture(scope="module")
def told(small_world):
    """What the inputs of a small model say, and its cells."""
    log = log_of(small_world)
    customers = customers_of(small_world)[["segment"]]
    customers["town"] = np.where(np.arange(len(customers)) % 3 == 0, "Bern", "Basel")
    customers["age"] = np.arange(len(customers), dtype=float)
    model, cells = small_model(log, small_world, customers), learned_cells(log, 0)
    flat = FlatModel.of(model, cells, customers)
    return told_of(flat, cells, customers), cells, customers, model.encoder_.reference_price


def test_inputs_say_what_the_cells_are(told):
    said, cells, customers, prices = told
    log = cells.log

    paid = log.prices(cells.visit, cells.product) / prices[cells.product]
    assert said["price"].to_numpy() == pytest.approx(paid, rel=1e-5)
    assert said["product"].tolist() == [log.product_ids[j] for j in cells.product]
    who = log.customer_ids[log.customer[cells.visit]]
    assert said["segment"].tolist() == customers.loc[who, "segment"].tolist()
    assert said["attributes.town"].tolist() == customers.loc[who, "town"].tolist()
    assert said["attributes.age"].tolist() == customers.loc[who, "age"].tolist()
    assert said["habits"].to_numpy() == pytest.approx(log.rank[cells.visit])
    assert said[part_code(Group.SEASON, Part.WEEKDAY)].between(0, 6).all()
    assert said[part_code(Group.SEASON, Part.TIME_OF_YEAR)].between(1, 12).all()
    assert said["basket"].max() >= 1 and (said["history"] > 0).all()


def test_one_cell_of_every_customer_comes_before_a_second_one():
    customer = np.repeat(np.arange(10), 5)

    few, many = (rows_to_explain(customer, n, np.random.default_rng(0)) for n in (7, 23))

    assert len(set(customer[few])) == len(few) == 7
    assert len(set(customer[many])) == 10 and len(set(many)) == len(many) == 23
    assert len(rows_to_explain(customer, 1_000, np.random.default_rng(0))) == 50


def test_attributes_beyond_the_most_share_a_part():
    attributes = {f"a{i}": 2 for i in range(8)}
    columns = {"price": ["price"], "attributes": [f"attributes_{i}" for i in range(16)]}

    parts = parts_of(columns, attributes)

    assert list(parts[Group.ATTRIBUTES]) == ["a0", "a1", "a2", "a3", Part.OTHERS]
    assert len(parts[Group.ATTRIBUTES]) == MOST_ATTRIBUTES
    assert parts[Group.ATTRIBUTES][Part.OTHERS] == [f"attributes_{i}" for i in range(8, 16)]
    assert parts[Group.PRICE] == {"price": ["price"]}
