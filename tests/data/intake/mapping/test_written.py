"""A mapping in a file of a person's: read as it is meant, or refused in a sentence that names the file."""

import re

import pytest

from data.intake.mapping import Mapping, read_mapping
from data.intake.mapping.written import CONSTANTS
from data.schema import InputError
from tests.places import INPUTS, odd_mappings

WHOLE = Mapping("events", {"customer_id": "who"}, ("tariff",), {"header": False, "ignored": ["note"]})


def test_a_mapping_comes_back_as_it_was_written(tmp_path):
    path = tmp_path / "mapping.json"
    path.write_text("\ufeff" + WHOLE.to_json(), encoding="utf-8")

    assert read_mapping(path) == WHOLE


def test_a_constant_of_null_is_one_that_was_left_out(tmp_path):
    path = tmp_path / "mapping.json"
    path.write_text('{"kind": "events", "columns": {}, "constants": {"header": null, "clock": "hhmm"}}')

    assert read_mapping(path).constants == {"clock": "hhmm"}


@pytest.mark.parametrize("state", INPUTS)
def test_what_is_no_mapping_is_refused(tmp_path, monkeypatch, state):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(InputError):
        read_mapping(tmp_path / INPUTS[state](tmp_path))


def test_what_is_nearly_a_mapping_is_one_or_refused_by_its_file(tmp_path):
    path = tmp_path / "mapping.json"
    refused = []
    for text in odd_mappings({"customer_id": "who"}):
        path.write_text(text)
        try:
            Mapping.from_json(read_mapping(path).to_json())
        except InputError as error:
            refused.append(error)

    assert len(refused) > 50
    assert {error.file for error in refused} == {"mapping.json"}


def test_every_constant_that_a_mapping_knows_is_looked_at():
    documented = re.findall(r"^ {8}(\w+) : ", Mapping.__doc__ or "", re.M)

    assert "time_zone" in documented
    assert set(documented) == set(CONSTANTS)
