"""Lab ▸ Transfer: from two shops to what pre-training gains."""

import pandas as pd
import pytest

from analytics.lab.transfer.config import TransferConfig
from analytics.lab.transfer.files import FIGURES, GAINS, RECORD
from analytics.lab.transfer.gain import gains
from analytics.lab.transfer.work import TRANSFER, transfer_from
from data.privacy.digests import write_digests
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, open_app, press, tables, words
from tests.sequence_shops import sequence_files, sequence_shop

PAGE = "pages/lab/transfer.py"


@pytest.fixture
def shops(tmp_path):
    for name, seed in (("Here", 2), ("There", 1)):
        sequence_shop(tmp_path / "workspace", name, sequence_files(tmp_path / name, 40, seed))
    return [open_workspace().open(name) for name in ("Here", "There")]


def test_a_shop_alone_has_nobody_to_learn_from(small_shop):
    app = open_app(PAGE)

    assert not app.exception
    assert "needs a second shop" in words(app)
    assert next(button for button in app.button if button.key == "start-transfer").disabled


def test_a_transfer_is_started_cancelled_and_its_gain_shown(shops):
    here, there = shops
    app = open_app(PAGE, shop="Here")
    assert not app.exception
    app = app.multiselect(key="transfer-shares").set_value(["0.1", "1"]).run()
    app = app.number_input(key="transfer-seeds").set_value(2).run()
    app = app.selectbox(key="transfer-source").set_value("There").run()
    app = press(app, "start-transfer")
    assert not app.exception
    job = TRANSFER.active(here.directory)
    asked = TRANSFER.asked(here.directory / "models" / "transfer" / job.job_id)
    assert asked == TransferConfig("There", (0.1, 1.0), 2)
    app = press(app, "cancel-transfer")
    assert "comparison was cancelled" in words(app)

    finished(here, there, asked)
    app = open_app(PAGE, shop="Here")

    assert not app.exception
    assert "AUC with 4 customers (10 %) is 0.750 instead of 0.600 from scratch" in words(app)
    assert "Where the lines part, pre-training helps" in chart_titles(app)
    assert any(len(table) == 2 and "log_loss_gain" in table for table in tables(app))


def finished(here, there, config):
    """Leave a finished transfer whose figures are known."""
    runs = pd.DataFrame({"data_share": [0.1, 0.1, 1.0, 1.0], "seed": [0, 1, 0, 1], "n_rows": 100})
    runs["n_customers"] = [4, 4, 30, 30]
    for figure in FIGURES:
        runs[f"{figure}_pretrained"], runs[f"{figure}_scratch"] = [0.7, 0.8, 0.9, 0.9], 0.6
    with TRANSFER.directory(here, is_kept=True) as directory:
        transfer_from(there).write_snapshot(here, config, directory)
        GAINS.write(directory, gains(runs))
        told = {"source": "There", "fingerprint": "f", "source_fingerprint": "g", "seeds": 2, "seed": 0}
        told |= {"n_shared": 6, "n_categories": 6, "known_share": 1.0}
        told |= {"pretraining": {"log_loss": 0.4, "base_log_loss": 2.5}}
        told |= {"n_customers": {"learned": 30, "judged": 10}, "n_rows": {"learned": 300, "judged": 100}}
        RECORD.write(directory, told)
        write_digests(directory)
