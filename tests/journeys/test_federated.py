"""Governance ▸ Federated training: from the shops of a workspace to what training together gains."""

import pandas as pd
import pytest

from analytics.federated.config import Shared
from analytics.runs.federated.config import JointConfig, Place
from analytics.runs.federated.files import BOOKS, COMPARISON, RECORD, ROUNDS
from analytics.runs.federated.work import FEDERATED, federated_among
from data.privacy.digests import write_digests
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, open_app, press, tables, words
from tests.sequence_shops import sequence_files, sequence_shop

PAGE = "pages/governance/federated.py"


@pytest.fixture
def shops(tmp_path):
    for name, seed in (("Here", 2), ("There", 1)):
        sequence_shop(tmp_path / "workspace", name, sequence_files(tmp_path / name, 40, seed))
    return [open_workspace().open(name) for name in ("Here", "There")]


def test_a_shop_alone_has_nobody_to_train_with(small_shop):
    app = open_app(PAGE)

    assert not app.exception
    assert "needs a second shop" in words(app)
    assert next(button for button in app.button if button.key == "start-federated").disabled


def test_a_training_is_started_cancelled_and_its_result_shown(shops):
    app = open_app(PAGE, shop="Here")
    assert not app.exception
    app = app.multiselect(key="federated-shops").set_value(["There"]).run()
    app = app.number_input(key="federated-rounds").set_value(3).run()
    app = app.selectbox(key="federated-shared").set_value(Shared.PRICES).run()
    app = app.slider(key="federated-lost").set_value(10).run()
    app = app.selectbox(key="federated-place").set_value(Place.PROCESSES).run()
    app = app.toggle(key="federated-compared").set_value(True).run()
    app = press(app, "start-federated")
    assert not app.exception
    job = FEDERATED.active(shops[0].directory)
    directory = shops[0].directory / "models" / "federated" / job.job_id
    asked = FEDERATED.asked(directory)
    assert asked == JointConfig(("Here", "There"), 3, Shared.PRICES, 0.1, None, Place.PROCESSES, True)
    app = press(app, "cancel-federated")
    assert "training was cancelled" in words(app)

    finished(shops, asked)
    app = open_app(PAGE, shop="Here")

    assert not app.exception
    assert "2 shops trained one model in 2 rounds" in words(app)
    assert "1 message was lost on the way, and 1 of 3 rounds with them" in words(app)
    assert "1 of 2 shops are told better than alone" in words(app)
    assert "A sum needs 2 of 2 shops" in words(app)
    for title in ("once a round moves little", "round by round", "Further left"):
        assert any(title in shown for shown in chart_titles(app))
    assert any("bundle_price" in table and len(table) == 2 for table in tables(app))


def finished(shops, config):
    """Leave a finished training whose figures are known."""
    rounds = pd.DataFrame({"number": [1, 2], "loss": [0.5, 0.4], "moved": [0.2, 0.1]})
    rounds = rounds.assign(n_shops=2, n_clipped=0, bytes_sent=1000)
    ways = [("alone", 0.5, 0.4), ("federated", 0.4, 0.45), ("pooled", 0.4, 0.4)]
    compared = [
        {"shop": shop, "way": way, "n_cells": 90, "auc": 0.7, "log_loss": losses[i], "brier": 0.2}
        for i, shop in enumerate(config.shops)
        for way, *losses in ways
    ]
    book = {"shop": list(config.shops), "offer_id": "B01", "segment": "Regulars", "discount_share": 0.1}
    book |= dict.fromkeys(("bundle_price", "take_rate", "incremental_profit_per_visit"), 0.5)
    book |= dict.fromkeys(("incremental_profit_low", "incremental_profit_high"), 0.5) | {"verdict": "PASS"}
    told = {"shops": [{"shop": shop, "n_own": 3} for shop in config.shops], "rounds": 2, "n_shared": 9}
    told |= {"bytes_sent": 2_000_000, "fewest_shops": 2, "lost": [{"shop": "There", "round": 3}]}
    told |= {"config": {"rounds": 3}, "comparison": compared}
    with FEDERATED.directory(shops[0], is_kept=True) as directory:
        federated_among(shops).write_snapshot(shops[0], config, directory)
        ROUNDS.write(directory, rounds)
        COMPARISON.write(directory, pd.DataFrame(compared))
        BOOKS.write(directory, pd.DataFrame(book))
        RECORD.write(directory, told)
        write_digests(directory)
