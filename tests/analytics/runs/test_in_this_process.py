"""A run of the command line in a workspace is a run of its shop, whole or not at all."""

import pytest

from analytics.jobs.state import Cancelled
from analytics.runs.config import RunConfig, write_config
from analytics.runs.process import list_runs, run_directory
from data.schema import InputError
from tests.builders import new_shop


@pytest.fixture
def shop(tmp_path):
    shop = new_shop(tmp_path)
    yield shop
    shop.close()


def configured(directory):
    write_config(directory, RunConfig())


def test_a_kept_run_is_one_of_the_shops_and_done(shop):
    with run_directory(shop, is_kept=True) as directory:
        configured(directory)
        assert [run.state for run in list_runs(shop.directory)] == ["running"]

    (run,) = list_runs(shop.directory)
    assert (run.state, run.job_id, run.share) == ("done", directory.name, 1.0)


def test_a_run_that_is_not_kept_passes(shop):
    with run_directory(shop, is_kept=False) as directory:
        configured(directory)

    assert not directory.exists()
    assert list_runs(shop.directory) == []


def test_a_run_that_fails_leaves_nothing_in_the_shop(shop):
    with pytest.raises(RuntimeError), run_directory(shop, is_kept=True) as directory:
        configured(directory)
        raise RuntimeError

    assert list_runs(shop.directory) == [] and not directory.exists()


def test_a_run_that_the_app_cancels_ends_in_a_sentence(shop):
    with pytest.raises(InputError, match="cancelled"), run_directory(shop, is_kept=True) as directory:
        configured(directory)
        raise Cancelled
