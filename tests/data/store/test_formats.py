"""Every format of a run's files knows how to forget a customer and keep everybody else in place."""

import json

import numpy as np
import pandas as pd
import pytest

from data.privacy.formats import FORMATS, Arrays, Document, Frame, Log, json_by_rows

ID, OTHER = "PERSON-4711", "c1"


def frame(directory):
    Frame("f.parquet").write(directory, pd.DataFrame({"row": [0, 1], "customer_id": [ID, OTHER]}))


def document(directory):
    Document("d.json").write(directory, {"watched": [ID, OTHER]})


def arrays(directory):
    Arrays("a.npz").write(directory, {"who": np.array([ID, OTHER]), "weight": np.array([1.0, 2.0])})


def log(directory):
    (directory / "l.txt").write_text(f"looked at {ID}\nlooked at {OTHER}\n")


@pytest.mark.parametrize("write", [frame, document, arrays, log])
def test_a_file_of_any_format_is_written_anew_without_the_customer(tmp_path, write):
    write(tmp_path)
    (file,) = tmp_path.iterdir()
    kind = FORMATS[file.suffix]
    before = file.read_bytes()

    assert kind.forgetting(file, "nobody") is None
    kind.forgetting(file, ID)()

    assert file.read_bytes() != before
    assert kind.forgetting(file, ID) is None
    assert kind.forgetting(file, OTHER) is not None


def test_what_is_left_is_what_the_others_had(tmp_path):
    for write in (frame, document, arrays, log):
        write(tmp_path)
    for file in tmp_path.iterdir():
        FORMATS[file.suffix].forgetting(file, ID)()

    assert Frame("f.parquet").read(tmp_path).to_dict("list") == {"row": [1], "customer_id": [OTHER]}
    assert json.loads((tmp_path / "d.json").read_text()) == {"watched": [OTHER]}
    left = Arrays("a.npz").read(tmp_path)
    assert (left["who"].tolist(), left["weight"].tolist()) == (["", OTHER], [1.0, 2.0])
    assert (tmp_path / "l.txt").read_text() == f"looked at {OTHER}\n"
    assert Log("l.txt").is_in(tmp_path)


def test_a_long_list_has_a_line_for_each_entry_and_reads_as_any_json():
    content = {"model": {"auc": 0.5}, "gates": [{"name": "a"}, {"name": 'b\n"'}], "none": []}

    written = json_by_rows(content)

    assert json.loads(written) == content
    assert [line for line in written.splitlines() if '"name"' in line] == [
        '{"name": "a"},',
        '{"name": "b\\n\\""}',
    ]
