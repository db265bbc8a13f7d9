"""`python -m analytics price` on a run that other tests of this room have trained."""

import numpy as np
import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.runs.scoring.score import SCHEMA
from analytics.runs.scoring.stored import keep_model
from tests.builders import write_csv


@pytest.fixture(scope="module")
def stored(exogenous, tmp_path_factory):
    """What `run --out` leaves behind."""
    out = tmp_path_factory.mktemp("out")
    keep_model(exogenous.directory, out)
    pd.read_parquet(exogenous.directory / "customers.parquet").to_parquet(out / "customers.parquet")
    return out


def priced(model, out, *arguments):
    return main(["price", "--model", str(model), "--out", str(out), *map(str, arguments)])


def offers_csv(path, *rows):
    names = ("offer_id", "product_ids", "discount_share")
    return write_csv(path, [dict(zip(names, row, strict=True)) for row in rows])


def customers_csv(path, n=3, **columns):
    return write_csv(path, [{"customer_id": f"n{i}"} | columns for i in range(n)])


def test_every_customer_gets_every_offer_at_the_price_of_their_segment(exogenous, stored, tmp_path):
    customers = customers_csv(tmp_path / "customers.csv", tier="tier 2", shoe="42")
    out = tmp_path / "scores.csv"

    assert priced(stored, out, "--customers", customers) == 0

    scores = pd.read_csv(out)
    book = exogenous.results.price_book.query("segment == 'tier 2'").set_index("offer_id")
    assert list(scores) == SCHEMA.names
    assert len(scores) == 3 * len(book)
    assert scores["customer_id"].tolist() == np.repeat(["n0", "n1", "n2"], len(book)).tolist()
    mine = scores.query("customer_id == 'n1'").set_index("offer_id")
    assert mine.index.tolist() == book.index.tolist()
    np.testing.assert_allclose(mine["discount_share"], book["discount_share"], atol=1e-6)
    np.testing.assert_allclose(mine["bundle_price"], book["bundle_price"])
    withheld = mine["verdict"] == "FAIL"
    assert (withheld == (book["verdict"] == "FAIL")).all()
    assert mine.loc[withheld, "incremental_profit"].isna().all()
    assert (mine.loc[~withheld, "take_rate"] >= mine.loc[~withheld, "take_rate_without"]).all()


def test_known_customers_together_are_the_price_book(exogenous, tmp_path):
    """Scored are next visits, the book's are recent ones: near each other, not the same."""
    out, customers = tmp_path / "scores.parquet", tmp_path / "customers.csv"
    exogenous.world.customers[["customer_id"]].to_csv(customers, index=False)

    assert priced(exogenous.directory, out, "--customers", customers) == 0

    scores = pd.read_parquet(out)
    ours = scores.groupby(["offer_id", "segment"])["incremental_profit"].mean()
    book = exogenous.results.price_book.set_index(["offer_id", "segment"])
    theirs = book.loc[ours.index, "incremental_profit_per_visit"]
    is_known = theirs.notna()
    assert np.corrcoef(ours[is_known], theirs[is_known])[0, 1] > 0.97
    assert ours[is_known].mean() == pytest.approx(theirs[is_known].mean(), rel=0.15)


def test_the_size_of_batches_changes_no_score(exogenous, tmp_path):
    customers = write_csv(
        tmp_path / "customers.csv", [{"customer_id": f"{kind}{i}"} for i in range(3000) for kind in "cn"]
    )
    outs = [tmp_path / "a.parquet", tmp_path / "b.parquet"]

    for out, n in zip(outs, (2048, 50_000), strict=True):
        assert priced(exogenous.directory, out, "--customers", customers, "--batch", n) == 0

    one, other = map(pd.read_parquet, outs)
    assert one["customer_id"].tolist() == other["customer_id"].tolist()
    for name in ("take_rate", "incremental_profit"):
        np.testing.assert_allclose(one[name], other[name], atol=2e-5)


def test_offers_and_customers_together_fill_a_folder(stored, tmp_path):
    customers = customers_csv(tmp_path / "customers.csv", tier="tier 0")
    offers = offers_csv(tmp_path / "offers.csv", ("none", "p0|p1", "0"))

    assert priced(stored, tmp_path / "out", "--offers", offers, "--customers", customers) == 0

    assert {path.name for path in (tmp_path / "out").iterdir()} == {"price_book.parquet", "scores.parquet"}
    scores = pd.read_parquet(tmp_path / "out" / "scores.parquet")
    book = pd.read_parquet(tmp_path / "out" / "price_book.parquet")
    if set(book["verdict"]) != {"FAIL"}:
        assert set(scores["verdict"]) == {"NO OFFER"}
        assert (scores["incremental_profit"] == 0).all()


def test_a_stored_model_names_no_customer(stored):
    held = b"".join(path.read_bytes() for path in (stored / "model").rglob("*") if path.is_file())

    frame = pd.read_parquet(stored / "model" / "customers.parquet")
    assert list(frame) == ["segment"]
    assert b"customer_id" not in held


def test_ids_that_a_spreadsheet_would_run_are_guarded(stored, tmp_path):
    customers = write_csv(tmp_path / "customers.csv", [{"customer_id": "=cmd()", "tier": "tier 0"}])

    assert priced(stored, tmp_path / "scores.csv", "--customers", customers) == 0

    assert set(pd.read_csv(tmp_path / "scores.csv")["customer_id"]) == {"'=cmd()"}


def test_what_is_not_used_and_who_has_no_segment_is_said(stored, tmp_path, capsys):
    customers = customers_csv(tmp_path / "customers.csv", shoe="42")

    assert priced(stored, tmp_path / "scores.csv", "--customers", customers) == 0

    said = capsys.readouterr().err
    assert "shoe" in said and "3 customers have no segment" in said


REFUSED = {
    "no id": ("mood,tier\nc1,tier 0\n", "customers.csv, row 1: there is no column customer_id"),
    "an empty id": ("customer_id,tier\nc1,tier 0\n,tier 1\n", "column customer_id, row 3"),
    "a cut row": ("customer_id,tier\nc1,tier 0\nc2\n", "row 3"),
    "an empty file": ("", "customers.csv"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_cannot_be_used_is_one_line_and_leaves_nothing(stored, tmp_path, capsys, what):
    text, words = REFUSED[what]
    customers, out = tmp_path / "customers.csv", tmp_path / "out" / "scores.csv"
    customers.write_text(text)

    assert priced(stored, out, "--customers", customers) == 2

    lines = capsys.readouterr().err.splitlines()
    assert words in lines[-1] and "Traceback" not in lines[-1]
    assert not out.parent.exists() or not list(out.parent.iterdir())


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("a", "p0|nowhere", None), "'nowhere', which this model does not know"),
        (("a", "p0", None), "row 2"),
        (("a", "p0|p1", "deep"), "column discount_share, row 2"),
    ],
)
def test_an_offer_that_cannot_be_priced_is_one_line(stored, tmp_path, capsys, row, words):
    good = [(f"good {i}", "p0|p1", "0.1") for i in range(20)]
    offers = offers_csv(tmp_path / "offers.csv", row, *good)

    assert priced(stored, tmp_path / "book.parquet", "--offers", offers) == 2

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and words in lines[0]
    assert not (tmp_path / "book.parquet").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--customers", "c.csv", "--out", "o.csv"], "which model"),
        (["--model", "nowhere", "--customers", "c.csv", "--out", "o.csv"], "no stored model"),
        (["--model", "nowhere", "--out", "o.csv"], "nothing to price"),
        (["--model", "nowhere", "--customers", "c.csv", "--out", "o.xls"], "neither .csv nor .parquet"),
        (["--workspace", "w", "--shop", "s", "--customers", "c", "--out", "o.csv"], "no shop called s"),
        (["--model", "m", "--customers", "c", "--out", "o.csv", "--batch", "0"], "--batch 0"),
    ],
)
def test_what_is_missing_on_the_command_line_is_one_line(capsys, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    for name in ("c", "c.csv"):
        (tmp_path / name).write_text("customer_id\nc1\n")

    assert main(["price", *arguments]) == 2

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and words in lines[0]
