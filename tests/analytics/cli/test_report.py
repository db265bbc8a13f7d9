"""`python -m analytics report`: one HTML file with the figures of a finished run, or one sentence."""

import re
import shutil

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.cli.report import report_html
from analytics.cli.report.parts import count, money, number, share
from analytics.runs.report import report_of
from analytics.runs.scoring.stored import keep_model
from components.shell import formats
from tests.analytics.cli.odd_options import TABLE
from tests.builders import rewrite
from tests.tries import holds, in_a_copy

SECTIONS = (
    *("Data", "Training", "Performance", "Error analysis", "Past price changes", "Checks", "Explanation"),
    *("Price book", "Limits", "Model card"),
)
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def start(exogenous, tmp_path_factory):
    """A folder with what `run --out` leaves behind."""
    home = tmp_path_factory.mktemp("start")
    keep_model(exogenous.directory, home)
    return home


@pytest.fixture(scope="module")
def written(exogenous) -> str:
    return report_html(report_of(exogenous.directory)).decode()


def test_every_section_stands_in_the_file_in_order(written):
    assert tuple(re.findall("<h2>(.*?)</h2>", written)) == SECTIONS
    assert written.count("<svg") == 4
    assert "nan" not in re.findall("[a-z]+", written)


def test_nothing_is_fetched_from_elsewhere(written):
    assert not re.search(r"https?://|\bsrc=|\bhref=|url\(|@import|<script|<link", written)


def test_no_customer_is_named(written, exogenous):
    cells = set(re.findall("<td>(.*?)</td>", written))

    assert not cells & {str(customer) for customer in exogenous.world.customers["customer_id"]}


def test_figures_are_those_of_the_run(written, exogenous):
    found = exogenous.results
    model, counts = found.evidence["model"], found.gates["verdict"].value_counts()

    told = [f"<td>{number(model[name], 4)}</td>" for name in ("auc", "pr_auc", "log_loss", "brier", "ece")]
    told += [f"{verdict} {n:,}" for verdict, n in counts.items()]
    told += [f"fingerprint {found.record['fingerprint']}", f"<td>{found.record['versions']['keras']}</td>"]
    assert [words for words in told if words not in written] == []


def test_figures_are_written_as_the_pages_write_them():
    values = (0.0, -0.004, 1234.5, -98765.4321, None, float("nan"))

    assert [money(v, "€") for v in values] == [formats.money(v, "€") for v in values]
    assert [count(v) for v in values] == [formats.count(v) for v in values]
    assert [share(v, 1) for v in (0.123, 0.9995, None)] == [formats.share(v) for v in (0.123, 0.9995, None)]


def test_the_command_writes_the_same_file_each_time(start, tmp_path, capsys):
    outs = [tmp_path / name for name in ("a.html", "b.HTML")]

    assert [main(["report", "--model", str(start), "--out", str(out)]) for out in outs] == [0, 0]

    assert outs[0].read_bytes() == outs[1].read_bytes()
    text = outs[0].read_text(encoding="utf-8")
    assert tuple(re.findall("<h2>(.*?)</h2>", text)) == SECTIONS
    assert "copy of the model" in text and "moves the predictions most" in text
    assert capsys.readouterr().out == ""


def test_titles_that_are_code_are_only_shown(exogenous, tmp_path):
    run = tmp_path / "run"
    shutil.copytree(exogenous.directory, run)
    products = pd.read_parquet(run / "products.parquet")
    rewrite(run / "products.parquet", products.assign(title=SCRIPT))

    text = report_html(report_of(run)).decode()

    assert SCRIPT not in text and "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_too_few_purchases_are_said_and_not_judged(exogenous, tmp_path):
    run = tmp_path / "run"
    shutil.copytree(exogenous.directory, run)
    rewrite(run / "holdout.parquet", pd.read_parquet(run / "holdout.parquet").assign(bought=False))

    text = report_html(report_of(run)).decode()

    assert "too few purchases to judge the model by" in text
    assert "show too little to look for errors" in text


def test_a_file_that_is_no_page_is_refused(start, tmp_path, capsys):
    assert main(["report", "--model", str(start), "--out", str(tmp_path / "report.pdf")]) == 2

    assert "is no HTML file" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("option", TABLE["report"])
def test_no_value_of_an_option_ends_in_a_traceback(start, option):
    for state, make in TABLE["report"][option].items():
        with in_a_copy(start) as home:
            (home / "at").mkdir()
            model = {"--model": "nowhere"}  # so that sound values of the others are refused, too
            if option in ("--workspace", "--shop"):
                model = {"--workspace": "kept", "--shop": "s"}
            options = model | {"--out": "out.html"} | {option: make(home / "at")}

            code = holds(home, ["report", *(f"{name}={value}" for name, value in options.items())])

            assert code == 2, state
