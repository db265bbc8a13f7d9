"""`python -m analytics evidence`: the figures of a finished run, or one sentence why there are none."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.cli.performance_words import (
    FIGURE_WORDS,
    WAY_WORDS,
    lead_words,
    p_words,
    recalibration_words,
)
from analytics.evidence.curves.decisions import ThresholdFigure
from analytics.evidence.curves.summary import Figure
from analytics.runs.baselines import SCORED
from analytics.runs.errors import FILES as ERRORS
from analytics.runs.explaining.tables import FIGURES as EXPLAINED_FIGURES
from analytics.runs.explaining.tables import FILES as EXPLANATION
from analytics.runs.explaining.tables import explanation_tables
from analytics.runs.performance import DIFFERENCES, FACTS, OUTPUTS, PERFORMANCE, RECALIBRATION, THRESHOLDS
from analytics.runs.price_changes import FILES as PRICE_CHANGES
from analytics.runs.scoring.stored import keep_model
from analytics.runs.why_price import USUAL_ROWS, WHY_PRICE
from data.privacy.digests import write_digests
from tests.analytics.cli.odd_options import TABLE
from tests.tries import holds, in_a_copy

WAYS = ["model", *SCORED]


@pytest.fixture(scope="module")
def start(exogenous, tmp_path_factory) -> Path:
    """A folder with what `run --out` leaves behind."""
    home = tmp_path_factory.mktemp("start")
    keep_model(exogenous.directory, home)
    return home


@pytest.fixture(scope="module")
def out(start, tmp_path_factory) -> Path:
    """A folder with what `evidence` wrote of that model."""
    out = tmp_path_factory.mktemp("evidence")
    assert main(["evidence", "--model", str(start), "--out", str(out)]) == 0
    return out


def test_figures_are_those_of_the_run(out, exogenous):
    explanation = (*(EXPLANATION[name] for name in ("importance", "dependence", "inputs")), EXPLAINED_FIGURES)
    files = (*OUTPUTS, *ERRORS.values(), *PRICE_CHANGES.values(), *explanation, WHY_PRICE)
    assert {path.name for path in out.iterdir()} == {file.name for file in files}
    told = PERFORMANCE.read(out).set_index(["way", "figure"])["value"]
    for way in WAYS:
        evidence = exogenous.results.evidence
        figures = evidence["model"] if way == "model" else evidence["baselines"][way]
        for figure in Figure:
            assert told[way, figure] == pytest.approx(figures[figure], rel=1e-9)


def test_the_table_is_printed_and_progress_is_not(start, tmp_path, capsys):
    assert main(["evidence", "--model", str(start), "--why-rows", "0", "--out", str(tmp_path / "out")]) == 0

    said = capsys.readouterr()
    printed = said.out.splitlines()
    assert len(printed) == 1 + len(WAYS) + 1
    assert [line.split("  ")[0].strip() or line.split()[0] for line in printed[1:2]] == ["Model"]
    assert all(label in printed[0] for label in FIGURE_WORDS.values())
    assert "that no model has seen" in said.err and "DeLong takes every chance for independent" in said.err
    assert "No row of the price book was asked" in said.err and WHY_PRICE.read(tmp_path / "out").empty


def test_without_a_threshold_the_one_that_earns_most_counts(out):
    facts, thresholds = FACTS.read(out), THRESHOLDS.read(out)

    own = thresholds[thresholds["way"] == "model"]
    best = own.loc[own["profit"].idxmax()]
    assert facts["threshold"] == facts["best_threshold"] == best["threshold"]
    assert facts["best_profit"] == best["profit"]
    assert facts["miss_cost"] is None and facts["n_customers"] < facts["n_cells"]


def test_the_explanation_is_that_of_the_run(out, exogenous):
    for name, table in explanation_tables(exogenous.directory).items():
        pd.testing.assert_frame_equal(pd.read_parquet(out / EXPLANATION[name].name), table, check_dtype=False)


def test_customers_are_not_explained_where_their_visits_were_not_kept(start, tmp_path, capsys):
    assert main(["evidence", "--model", str(start), "--explain", "20", "--out", str(tmp_path / "out")]) == 2

    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1 and "--explain needs the visits" in said


def test_causes_add_up_to_the_rows_of_the_price_book_worth_most(out, exogenous):
    why = WHY_PRICE.read(out)
    book = exogenous.results.price_book.set_index(["offer_id", "segment"])

    assert len(why.groupby(["offer_id", "segment"])) == min(USUAL_ROWS, (book["verdict"] != "FAIL").sum())
    for (offer, segment, target), own in why.groupby(["offer_id", "segment", "target"]):
        column = {"discount": "discount_share", "profit": "incremental_profit_per_visit"}[target]
        told = own["value"].sum() + own["base"].iloc[0]
        assert told == pytest.approx(book.loc[(offer, segment), column], abs=1e-6)


def test_the_same_model_has_the_same_figures_again(start, out, tmp_path):
    assert main(["evidence", "--model", str(start), "--out", str(tmp_path)]) == 0

    for file in (*OUTPUTS, WHY_PRICE):
        assert (tmp_path / file.name).read_bytes() == (out / file.name).read_bytes(), file.name


def test_no_customer_is_named_in_any_file(out, exogenous):
    ids = {str(customer) for customer in exogenous.world.customers["customer_id"]}

    for file in out.glob("*.parquet"):
        texts = pd.read_parquet(file).select_dtypes(["str", "object"]).astype(str)
        assert not set(texts.to_numpy().ravel()) & ids, file.name


def test_a_model_of_an_earlier_version_is_refused_in_one_sentence(start, tmp_path, capsys):
    with in_a_copy(start) as home:
        (home / "model" / "holdout.parquet").unlink()
        write_digests(home / "model", in_plain=True)

        code = main(["evidence", "--model", "model", "--out", "out"])

        said = capsys.readouterr()
        assert (code, said.out) == (2, "") and len(said.err.splitlines()) == 1
        assert "kept without the visits that it was tested on" in said.err
        assert not (home / "out").exists()


@pytest.mark.parametrize("option", TABLE["evidence"])
def test_no_value_of_an_option_ends_in_a_traceback(start, option):
    for state, make in TABLE["evidence"][option].items():
        with in_a_copy(start) as home:
            (home / "at").mkdir()
            model = {"--model": "nowhere"}  # so that sound values of the others are refused, too
            if option in ("--workspace", "--shop"):
                model = {"--workspace": "kept", "--shop": "s"}
            options = model | {"--out": "out"} | {option: make(home / "at")}

            code = holds(home, ["evidence", *(f"{name}={value}" for name, value in options.items())])

            assert code == 2, state


def test_every_way_and_figure_has_its_words():
    assert {*WAYS, "majority", "double_ml"} == set(WAY_WORDS)
    assert {*Figure, *ThresholdFigure} == set(FIGURE_WORDS)


def test_a_lead_is_told_with_both_tests():
    row = {"way": "logit", "difference": -0.02, "low": -0.03, "high": -0.01, "p": 0.0004, "delong_p": 0.021}

    words = lead_words(row)

    assert "Logit: the model is worse in AUC, −0.020 (90 % band −0.030 to −0.010" in words
    assert "by customers p < 0.001, by DeLong p = 0.021" in words
    assert "no difference in AUC is shown" in lead_words(row | {"p": 0.4})
    assert p_words(float("nan")) == "not testable"


def test_recalibration_is_said_to_help_only_where_it_surely_does(out):
    judged = RECALIBRATION.read(out)
    rows = judged[judged["way"] == "model"]

    helped = rows.assign(is_better=rows["recalibration"] == "platt")

    assert "helps most by Platt" in recalibration_words(helped)
    assert "does not surely help" in recalibration_words(rows.assign(is_better=False))


def test_facts_and_differences_are_what_their_contract_says(out):
    assert json.loads((out / FACTS.name).read_text())["n_cells"] > 0
    table = DIFFERENCES.read(out)
    assert table["way"].tolist() == list(SCORED)
    assert (table["low"] <= table["difference"]).all() and (table["difference"] <= table["high"]).all()
