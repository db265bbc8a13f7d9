import json
from dataclasses import asdict, dataclass
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.jobs.typed_json import from_plain


@dataclass(frozen=True)
class Part:
    name: str
    units: float | None = None


@dataclass(frozen=True)
class Whole:
    kind: Literal["small", "large"] = "small"
    parts: tuple[Part, ...] = ()
    stock: tuple[tuple[str, float], ...] = ()
    count: int = 3
    is_new: bool = False


numbers = st.floats(-10, 10) | st.integers(-10, 10)
wholes = st.builds(
    Whole,
    kind=st.sampled_from(["small", "large"]),
    parts=st.lists(st.builds(Part, st.text(max_size=3), st.none() | numbers), max_size=3).map(tuple),
    stock=st.lists(st.tuples(st.text(max_size=3), numbers), max_size=2).map(tuple),
    count=st.integers(),
    is_new=st.booleans(),
)


@given(wholes)
def test_what_was_written_comes_back(whole):
    assert from_plain(Whole, json.loads(json.dumps(asdict(whole)))) == whole


def test_what_is_missing_keeps_its_default():
    assert from_plain(Whole, {"count": 4}) == Whole(count=4)


@pytest.mark.parametrize(
    "plain",
    [
        [],
        None,
        {"unknown": 1},
        {"kind": "medium"},
        {"parts": "p1"},
        {"parts": [{"units": 1}]},
        {"parts": [{"name": 7}]},
        {"parts": [{"name": "p", "units": "many"}]},
        {"count": 1.5},
        {"count": True},
        {"is_new": 1},
    ],
)
def test_another_kind_of_value_is_refused(plain):
    with pytest.raises(TypeError):
        from_plain(Whole, plain)


@pytest.mark.parametrize("stock", [[["p1"]], [["p1", 1, 2]]])
def test_a_row_of_another_length_is_refused(stock):
    with pytest.raises(ValueError):
        from_plain(Whole, {"stock": stock})
