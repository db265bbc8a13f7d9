"""Evidence ▸ Report: the page's file is the command line's, and says what the page says."""

import re

import pytest

from analytics.__main__ import main
from components.report import content
from components.shell.results import newest_results
from tests.app_driver import open_app, press, words
from tests.builders import event, shop_with

PAGE = "pages/evidence/report.py"

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


def test_both_doors_give_the_same_file_and_the_page_its_answer(trained, tmp_path):
    own = content(trained, newest_results(trained))
    app = open_app(PAGE)
    trained.close()
    out = tmp_path / "report.html"
    workspace = str(trained.directory.parent)

    code = main(["report", "--workspace", workspace, "--shop", trained.name, "--out", str(out)])

    assert code == 0 and not app.exception
    assert out.read_bytes() == own
    answer = re.search('<p class="answer">(.*?)</p>', own.decode())[1]
    assert answer in words(app).replace("\N{WORD JOINER}", "")
    assert "events.csv" in own.decode() and "moves the predictions most" in own.decode()


def test_without_a_run_the_page_leads_to_the_training(tmp_path):
    shop_with(tmp_path, [event(customer_id=f"c{n}", order_id=f"o{n}") for n in range(40)])

    app = press(open_app(PAGE), "empty")

    assert app.title[0].value == "Price response"
