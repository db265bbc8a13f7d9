import json

import pytest

from analytics.__main__ import OUTPUTS, main
from analytics.pricing.constraints import Constraints
from analytics.pricing.costs import CostAssumptions
from analytics.runs.config import RunConfig
from data.synthetic import simulate_shop
from tests.worlds import command, write_files


@pytest.fixture
def asked(monkeypatch):
    """What training was asked for; what it makes of that is told by the tests of runs."""
    configs = []

    def train(directory, say=None):
        configs.append(RunConfig.from_json((directory / "config.json").read_text()))
        for name in OUTPUTS:
            (directory / name).write_text(json.dumps({}))

    monkeypatch.setattr("analytics.runs.train.train", train)
    monkeypatch.setattr("analytics.runs.scoring.stored.keep_model", lambda run, out: None)
    return configs


def test_costs_and_limits_on_the_command_line_reach_the_training(tmp_path, asked):
    files = write_files(
        simulate_shop(n_customers=30, n_visits_per_customer=3.0, n_products=3), tmp_path / "files"
    )
    money = ["--per-item", "0.1", "--price-ending", "whole", "--deepest-discount", "0.2", "--exclude", "p2"]

    assert main(command(files, tmp_path / "out", *money)) == 0

    assert asked[0].costs == CostAssumptions(per_item=0.1)
    assert asked[0].limits == Constraints(price_ending="whole", deepest_discount=0.2, excluded=("p2",))


def test_a_limit_on_a_product_that_is_not_sold_is_refused_in_one_line(tmp_path, capfd):
    files = write_files(
        simulate_shop(n_customers=30, n_visits_per_customer=3.0, n_products=3), tmp_path / "files"
    )

    code = main(command(files, tmp_path / "out", "--stock", "px=4"))

    assert code == 2
    assert capfd.readouterr().err.strip() == (
        "--stock names product 'px', which the shop does not sell. "
        "Use product ids of the events or products file."
    )
