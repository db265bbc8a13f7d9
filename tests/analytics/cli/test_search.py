"""`python -m analytics search`: every option from files to answers."""

import json

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.cli.search import RESULTS
from analytics.recommend.search.work import RECORD
from tests.builders import event, events_csv, write_csv
from tests.searching import search_events, search_products


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("searched")
    events = write_csv(folder / "events.csv", search_events(n_customers=30))
    products = write_csv(folder / "products.csv", search_products())
    return ["search", "--events", str(events), "--products", str(products)]


def test_files_become_answers_and_what_they_are_worth(files, tmp_path, capsys):
    typed = ("--query", "salad bowl", "--query", "tothpaste", "--query", "牛奶")
    assert main([*files, *typed, "--customer", "c002", "--top", "3", "--out", str(tmp_path / "out")]) == 0

    rows = pd.read_parquet(tmp_path / "out" / RESULTS.name)
    record = json.loads((tmp_path / "out" / RECORD.name).read_text())
    assert rows.groupby("query", sort=False)["place"].agg(list).to_dict() == {
        query: [1, 2, 3] for query in typed[1::2]
    }
    assert set(rows.query("query == 'tothpaste'")["read_as"]) == {"toothpaste"}
    assert rows["title"].iloc[0] == "Salad Bowl Cedar"
    assert record["judged_by"] == "purchases" and len(record["rankings"]) == 4
    assert "Recall@10" in capsys.readouterr().out


def test_without_a_query_the_search_is_judged_alone(files, tmp_path):
    assert main([*files, "--out", str(tmp_path / "out")]) == 0

    assert pd.read_parquet(tmp_path / "out" / RESULTS.name).empty


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--customer", "nobody at all"), "--customer: nobody of the events has this id"),
        (("--query", "…"), "--query has no letter and no digit"),
        (("--query", "a" * 301), "--query has more than 300 characters"),
        (("--top", "0"), "--top 0 is out of range"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(files, tmp_path, capsys, options, said):
    assert main([*files, *options, "--out", str(tmp_path / "out")]) == 2

    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert said in last and "nobody at all" not in last
    assert not (tmp_path / "out").exists()


def test_a_shop_without_a_word_is_refused_in_one_line(tmp_path, capsys):
    events = events_csv(tmp_path / "events.csv", [event()])

    assert main(["search", "--events", str(events), "--out", str(tmp_path / "out")]) == 2

    assert "there is nothing to search in" in capsys.readouterr().err
