import pytest

from analytics.jobs.kinds import JobKind, kind_named, register
from tests.long_work import KIND


def test_a_kind_is_found_by_its_name_and_the_module_that_registers_it():
    assert kind_named("steered", "tests.long_work") is KIND
    assert kind_named("pricing", "analytics.runs.kinds").stages


def test_a_name_that_another_module_has_taken_is_refused():
    with pytest.raises(ValueError, match="steered"):
        register(JobKind("steered", "elsewhere"))


def test_an_unknown_kind_is_an_error():
    with pytest.raises(KeyError):
        kind_named("nothing", "tests.long_work")
