import io
import re
import time

import pandas as pd
import pytest

from analytics.runs.anonymity.codes import PeopleList
from analytics.runs.anonymity.work import ANONYMITY
from data.privacy.budget.record import Budget
from tests.app_driver import go, open_app, press, words
from tests.builders import import_csv, new_shop, order_lines, write_csv
from tests.pricing_driver import box, table_with

EXPORT, FIGURES = "pages/governance/anonymous_export.py", "pages/governance/private_figures.py"


@pytest.fixture
def shop(tmp_path):
    """Have a shop whose customers have an age and a region."""
    shop = new_shop(tmp_path, "My shop")
    import_csv(shop, write_csv(tmp_path / "orders.csv", order_lines()))
    people = [
        {"customer_id": f"c{n}", "age": str(20 + n * 7 % 50), "region": ("north", "south")[n % 2]}
        for n in range(60)
    ]
    import_csv(shop, write_csv(tmp_path / "customers.csv", people), "customers")
    return shop


def finished(app, shop):
    """Return the page once the export has ended."""
    while ANONYMITY.active(shop.directory):
        time.sleep(0.2)
    return app.run()


def number(app, label):
    return next(field for field in app.number_input if field.label == label)


def test_customers_leave_as_a_table_that_gives_nobody_away(shop, files):
    app = open_app(EXPORT)
    assert "Nothing leaves yet" in words(app) and "anonymous.csv" not in files

    app = finished(press(app, "start-anonymity"), shop)

    assert not app.exception and "can leave" in words(app), words(app)
    rows = pd.read_csv(io.BytesIO(files["anonymous.csv"]()))
    assert list(rows) == ["age", "region", "segment"]
    assert rows.value_counts(["age", "region"]).min() >= 5
    assert table_with(app, "n_known", "before", "after")["after"].eq(0).all()
    assert not list(shop.directory.rglob("people.parquet"))  # nobody is kept
    app = number(app, "l: values among them").set_value(60).run()
    app = press(app, "start-anonymity")
    assert any("l 60 cannot be reached" in error.value for error in app.error)
    assert "60 of 60 rows can leave" in words(app)  # what was made before stays


def test_an_export_at_work_is_followed_after_a_reload_and_can_be_cancelled(shop):
    press(open_app(EXPORT), "start-anonymity")

    again = open_app(EXPORT)  # another session, as after a refresh
    assert len(again.main.get("progress")) == 1
    press(again, "cancel-anonymity")

    assert ANONYMITY.jobs(shop.directory)[0].state == "cancelled"
    app = open_app(EXPORT)
    assert "The last export was cancelled." in words(app) and "Nothing leaves yet" in words(app)


@pytest.mark.parametrize("which", [PeopleList.VALUE, PeopleList.RUN, PeopleList.RECOMMENDATIONS])
def test_a_list_that_is_not_made_yet_says_what_is_missing(shop, which):
    app = box(open_app(EXPORT), "List").set_value(which).run()

    assert not app.exception and re.search(
        r"not worked out yet|not trained yet|nothing is recommended yet", words(app)
    )
    assert next(b for b in app.button if b.key == "start-anonymity").disabled


def test_a_figure_is_paid_for_once_and_kept(shop, files):
    app = open_app(FIGURES)
    assert "Nothing is spent yet: ε 3 is left" in words(app)
    assert "Nine of ten figures are within ±4.6" in words(app)

    app = press(app, "spend-epsilon")

    assert not app.exception and "1 question cost ε 0.5 of 3: 2.5 left" in words(app), words(app)
    told = table_with(app, "group", "figure")
    kept = Budget(shop.directory).history()
    assert told["figure"].tolist() == [one["figure"] for one in kept[0].figures]
    assert next(b for b in app.button if b.key == "spend-epsilon").disabled
    app = go(go(app, EXPORT), FIGURES)
    assert table_with(app, "group", "figure")["figure"].tolist() == told["figure"].tolist()
    assert Budget(shop.directory).spent().epsilon == 0.5


def test_more_than_the_budget_is_refused(shop):
    app = number(open_app(FIGURES), "ε in all").set_value(0.4).run()
    app = press(app, "set-budget")

    app = press(app, "spend-epsilon")

    assert any("only epsilon 0.4 and delta" in error.value for error in app.error)
    assert Budget(shop.directory).history() == []


@pytest.mark.parametrize("figure", ["sum", "mean", "histogram"])
def test_every_figure_says_its_error_before_it_is_paid_for(shop, figure):
    app = box(open_app(FIGURES), "Figure").set_value(figure).run()

    assert not app.exception and "Nine of ten figures are within" in words(app), words(app)
    if figure != "histogram":
        app = box(app, "Of each").set_value("region").run()
        assert "60 customers, " in words(app) and "clipped to 100" in words(app)
    app = press(app, "spend-epsilon")
    names = table_with(app, "group", "figure")["group"].tolist()
    expected = ["[, 20)", "[20, 50)", "[50, 100)", "[100, )"]
    assert names == (expected if figure == "histogram" else ["north", "south", "other"])
