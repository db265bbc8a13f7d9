"""What every test starts from: an empty workspace of its own and no remembered results."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import streamlit as st

# laws hold or not: how long an example takes says nothing, and a red run must be red again
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.load_profile("house")


# Tests of one of these rooms share an imported shop or a trained model: one worker has them all.
TOGETHER = ("analytics/pricing", "analytics/runs", "analytics", "journeys", "browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name which tests belong on one worker: those of a room that shares its worlds, else those of a file."""
    for item in items:
        place = item.path.relative_to(Path(__file__).parent)
        room = next((room for room in TOGETHER if place.is_relative_to(room)), str(place))
        item.add_marker(pytest.mark.xdist_group(room))


@pytest.fixture(autouse=True)
def empty_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Point the app at a workspace under tmp_path; clear caches, as every AppTest has the same session id."""
    monkeypatch.setenv("BUNDLEWISE_WORKSPACE", str(tmp_path / "workspace"))
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()
