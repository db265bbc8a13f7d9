"""Codes of event types are those of the whole file, and none is dropped without a word."""

import gzip

import pytest

from data.intake.look import read_codes, read_preview
from data.intake.mapping import guess_mapping
from data.schema import MOST_CODES, InputError
from tests.builders import import_csv, new_shop

HEADER = "user_id,item_id,behavior_type,time\n"


def log(tmp_path, codes, header=HEADER, name="log.csv"):
    """Write a log with one event for each code."""
    path = tmp_path / name
    rows = "".join(f"u{n % 9},i{n % 7},{code},2024-01-{n % 28 + 1:02d}\n" for n, code in enumerate(codes))
    path.write_text(header + rows)
    return path


def test_a_code_far_below_the_first_rows_is_found(tmp_path):
    path = log(tmp_path, ["1"] * 9_000 + ["4", "3", "", "1.0"])

    assert read_codes(path, read_preview(path), "behavior_type") == ["1", "3", "4"]


def test_the_meaning_of_codes_follows_from_all_of_them(tmp_path):
    few = guess_mapping(read_preview(log(tmp_path, ["1", "2"] * 50)))
    all_four = guess_mapping(read_preview(log(tmp_path, ["1", "2"] * 50 + ["3", "4"])))

    assert few.constants["event_codes"] == {"1": "view", "2": "purchase"}
    assert all_four.constants["event_codes"] == {"1": "view", "2": "view", "3": "cart", "4": "purchase"}


def test_a_log_without_names_whose_first_rows_are_all_views_still_has_event_types(tmp_path):
    path = log(tmp_path, ["1"] * 60 + ["4", "3"], header="")

    mapping = guess_mapping(read_preview(path))

    assert mapping.columns["event_type"] == "column 3"
    assert mapping.constants["event_codes"]["4"] == "purchase"


def test_a_column_of_small_numbers_is_no_event_type_where_later_ones_are_larger(tmp_path):
    path = log(tmp_path, ["1", "2"] * 30 + ["7", "12"], header="")

    assert "event_type" not in guess_mapping(read_preview(path)).columns


@pytest.mark.parametrize("pack", ["gz", "utf-16", "crlf"])
def test_codes_are_found_however_the_file_is_packed_and_written(tmp_path, pack):
    path = log(tmp_path, ["1"] * 30 + ["2"])
    text = path.read_text()
    contents = {
        "gz": gzip.compress(text.encode()),
        "utf-16": text.encode("utf-16"),
        "crlf": text.replace("\n", "\r\n").encode(),
    }
    path.write_bytes(contents[pack])

    assert read_preview(path).codes == {"behavior_type": ["1", "2"]}


def test_a_column_of_many_values_is_not_listed_to_its_end(tmp_path):
    path = log(tmp_path, range(500))

    assert len(read_codes(path, read_preview(path), "behavior_type")) == MOST_CODES + 1


@pytest.mark.parametrize("codes", [["1"] * 40 + ["2", "9"], ["pv"] * 40 + ["buy", "swipe"]])
def test_a_code_without_a_meaning_is_a_reject_that_names_its_column(tmp_path, codes):
    shop = new_shop(tmp_path)
    constants = {} if codes[0] == "pv" else {"event_codes": {"1": "view", "2": "purchase"}}

    intake = import_csv(shop, log(tmp_path, codes), **constants)

    assert intake.rejected == {"event_type_unknown": 1}
    reject = shop.rejects().iloc[0]
    assert (reject["row"], reject["column"], reject["value"]) == (43, "behavior_type", codes[-1])


def test_numbered_types_that_no_known_log_has_are_refused_with_what_to_say(tmp_path):
    with pytest.raises(InputError, match="event_codes"):
        import_csv(new_shop(tmp_path), log(tmp_path, ["5", "6", "7"] * 10))
