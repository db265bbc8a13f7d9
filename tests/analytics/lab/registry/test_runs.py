"""The registry lists what was trained, keeps what is in use, and says what differs."""

import pytest

from analytics.lab.registry import runs as registry
from analytics.lab.registry.compare import changed
from data.privacy.artifacts import DamagedRunError
from data.schema import InputError
from tests.lab_runs import lab_run

OLD, NEW = "20260101-100000000000-aaaa", "20260102-100000000000-bbbb"


@pytest.fixture
def shop(tmp_path):
    """A shop's directory with two runs."""
    lab_run(tmp_path, OLD)
    lab_run(tmp_path, NEW, l2=0.25, seed=1)
    return tmp_path


def test_runs_are_listed_newest_first_with_what_they_are(shop):
    frame = registry.runs_frame(registry.lab_runs(shop))

    assert list(frame["run_id"]) == [NEW, OLD]
    assert list(frame["log_loss"]) == [0.75, 0.500001]
    assert frame["method"].eq("logistic").all()
    assert frame["fingerprint"].eq("ffffffff").all()
    assert frame["is_readable"].all()
    assert str(frame["trained_at"].iloc[0]) == "2026-01-02 10:00:00"


def test_one_run_of_a_subject_is_in_use_and_cannot_be_put_away_or_deleted(shop):
    registry.pin(shop, OLD)
    registry.pin(shop, NEW)

    assert registry.run_in_use(shop, "purchase").run_id == NEW
    for refuse in (registry.archive, registry.delete):
        with pytest.raises(InputError, match="is in use"):
            refuse(shop, NEW)

    registry.unpin(shop, NEW)
    registry.delete(shop, NEW)
    assert registry.run_in_use(shop, "purchase") is None
    assert [run.run_id for run in registry.lab_runs(shop)] == [OLD]


def test_an_archived_run_is_out_of_sight_until_it_is_put_back_or_to_use(shop):
    registry.archive(shop, OLD)
    assert [run.run_id for run in registry.lab_runs(shop, with_archived=False)] == [NEW]

    registry.archive(shop, OLD, is_archived=False)
    assert len(registry.lab_runs(shop, with_archived=False)) == 2

    registry.archive(shop, OLD)
    registry.pin(shop, OLD)
    assert not registry.lab_run(shop, OLD).is_archived


def test_what_differs_between_two_runs_is_a_row_each(shop):
    table = changed(registry.lab_run(shop, OLD), registry.lab_run(shop, NEW)).set_index("field")

    assert table.loc["train.l2", ["part", "first", "second"]].tolist() == ["config", "1e-06", "0.25"]
    assert table.loc["metrics.test.log_loss", "difference"] == pytest.approx(0.249999)
    assert set(table.index) == {
        *("seed", "train.seed", "train.l2"),
        *("metrics.test.log_loss", "metrics.validation.log_loss"),
    }


def test_a_run_that_cannot_be_read_is_listed_and_can_be_deleted(shop):
    (shop / "models" / "lab" / OLD / "lab_run.json").write_text("{")

    assert not registry.runs_frame(registry.lab_runs(shop))["is_readable"].iloc[1]
    with pytest.raises(DamagedRunError):
        registry.pin(shop, OLD)
    registry.delete(shop, OLD)
    with pytest.raises(InputError, match="There is no lab run"):
        registry.lab_run(shop, OLD)
