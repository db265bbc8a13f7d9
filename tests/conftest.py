"""What every test starts from: an empty workspace of its own and no remembered results."""

import gc
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import streamlit as st
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# laws hold or not: how long an example takes says nothing, and a red run must be red again
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.load_profile("house")


# Tests of one of these rooms share what is made in a worker's memory: one worker has them all. The rooms that
# take longest come first, so that workers end together, and large files before TensorFlow fills the memory.
# While one trains the shop of `exogenous`, the others begin with tests that do not wait for it.
TOGETHER = ("doors", "browser")
LONGEST = (
    *TOGETHER,
    "data/intake/test_real_files.py",
    "analytics/cli/test_price.py",
    "journeys",
    "analytics",
)
MOST_MEMORY = 3.0  # of a worker [GiB]
MANY_MODULES = 100  # that came in since, after which the next collection would look through too much
_settled = {"n_modules": 0}


def room_of(nodeid: str) -> str:
    """Return what has one worker of its own: the room of TOGETHER that holds a test, else its file."""
    file = nodeid.partition("::")[0]
    return next((room for room in TOGETHER if file.startswith(f"tests/{room}/")), file)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bring the rooms that take longest to the front."""
    items.sort(key=lambda item: [not is_in(item, room) for room in LONGEST])


def is_in(item: pytest.Item, room: str) -> bool:
    """Say whether a test stands in a room, or in a file."""
    return item.nodeid.startswith((f"tests/{room}/", f"tests/{room}::"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Hand whole rooms to workers, in the order of the collection."""
    config.option.loadscopereorder = False
    return ByRoom(config, log)


class ByRoom(LoadScopeScheduling):
    """Tests of one room go to one worker; marks of groups are not read by xdist beside pytest 9.2."""

    def _split_scope(self, nodeid: str) -> str:
        return room_of(nodeid)


@pytest.fixture(autouse=True)
def empty_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Point the app at a workspace under tmp_path; clear caches, as every AppTest has the same session id."""
    monkeypatch.setenv("BUNDLEWISE_WORKSPACE", str(tmp_path / "workspace"))
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()
    close_shops_below(tmp_path.resolve())


@pytest.fixture(autouse=True)
def light_collections() -> None:
    """Leave what libraries have brought out of garbage collections: Streamlit collects after every run.

    With TensorFlow in the worker each of them took most of a second.
    """
    if len(sys.modules) > _settled["n_modules"] + MANY_MODULES:
        gc.collect()
        gc.freeze()
        _settled["n_modules"] = len(sys.modules)


@pytest.fixture(autouse=True)
def bounded_memory() -> Iterator[None]:
    """Fail the test that makes its worker outgrow what a machine of two can spare."""
    before = peak_gib()
    yield
    assert not before < MOST_MEMORY <= peak_gib(), "this worker has outgrown its memory"


def peak_gib() -> float:
    """Return the most memory that this process has ever held [GiB]."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def close_shops_below(directory: Path) -> None:
    """Close the databases that a test has left open: each keeps megabytes and a thread."""
    connections = sys.modules.get("data.engine.connections")  # never imported, it has opened nothing
    for path in list(connections._open) if connections else []:
        if path.resolve().is_relative_to(directory):
            connections.close_all(path)
