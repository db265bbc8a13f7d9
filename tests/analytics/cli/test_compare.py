"""Files of scenarios that the command line cannot use: one sentence that names the file and the place."""

import pytest

from analytics.__main__ import main
from analytics.cli.scenario_files import read_comparison
from data.schema import InputError

REFUSED = {  # file name, content, what the sentence names
    "a decimal comma": ("a.csv", b"scenario,discount_share\nA,0,15\n", "more cells"),
    "no such ending": ("a.txt", b"", "neither"),
    "empty json": ("a.json", b"", "no JSON"),
    "noise": ("a.json", b"\xff\xfe\x00{", "no JSON"),
    "deep": ("a.json", b"[" * 100_000, "no JSON"),
    "no scenarios": ("a.json", b'{"scenario": []}', "no scenarios"),
    "large": ("a.json", b" " * 1_000_001, "too large"),
    "empty csv": ("a.csv", b"", "no column scenario"),
    "no discounts": ("a.csv", b"scenario\nA\n", "no column discount_share"),
    "strange column": ("a.csv", b"scenario,discount_share,colour\nA,0.1,red\n", "'colour'"),
    "twice a column": ("a.csv", b"scenario,scenario,discount_share\nA,A,0.1\n", "one name"),
    "text for a figure": ("a.csv", b"scenario,discount_share\nA,a tenth\n", "row 2"),
    "an empty cell": ("a.csv", b"scenario,discount_share\nA,0.1\n,0.2\n", "row 3"),
    "two discounts": ("a.csv", b"scenario,discount_share\nA,0.1\nA,0.2\n", "row 3"),
    "two settings": (
        "a.csv", b"scenario,discount_share,segment,shipping\nA,0.1,x,1\nA,0.2,y,2\n", "row 3"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_of_scenarios_that_is_none_is_refused_by_name(case, tmp_path):
    name, content, named = REFUSED[case]
    (tmp_path / name).write_bytes(content)

    with pytest.raises(InputError) as refused:
        read_comparison(tmp_path / name)

    assert name in str(refused.value) and named in str(refused.value)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--out", "a.csv"], "--model DIR"),
        (["--model", ".", "--out", "a.txt"], "a.txt"),
        (["--model", ".", "--out", "a.csv"], "no stored model"),
        (["--model", ".", "--scenarios", "none.json", "--out", "a.csv"], "none.json"),
    ],
)
def test_a_comparison_that_cannot_be_made_ends_with_2_and_one_line(
    options, named, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)

    code = main(["compare", *options])

    said = capsys.readouterr()
    assert code == 2 and said.out == ""
    assert named in said.err and len(said.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
