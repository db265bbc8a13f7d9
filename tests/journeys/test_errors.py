import pandas as pd
import pytest

from tests.app_driver import chart_titles, open_app, press, words
from tests.builders import event, rewrite, shop_with
from tests.pricing_driver import metric, open_tab, table_with

ERRORS = "pages/evidence/errors.py"

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


def tab(label):
    return open_tab(open_app(ERRORS), label, "error-tabs")


def change(run, **columns):
    """Write other columns of the held-out chances, those that are None left out."""
    holdout = pd.read_parquet(run / "holdout.parquet")
    for name, values in columns.items():
        holdout = holdout.drop(columns=name) if values is None else holdout.assign(**{name: values})
    rewrite(run / "holdout.parquet", holdout)


def test_the_answer_says_what_was_predicted_and_what_came(trained, run):
    holdout = pd.read_parquet(run / "holdout.parquet")

    app = open_app(ERRORS)

    assert f"On {len(holdout):,} chances held out, the model of this shop predicted" in words(app)
    assert f"{int(holdout['bought'].sum()):,} came" in words(app)
    assert "Where most revenue is mispredicted" in chart_titles(app)


def test_another_models_errors_are_shown_when_it_is_chosen(trained):
    app = open_app(ERRORS)
    before = metric(app, "Revenue off by")

    app = app.main.selectbox[0].set_value("frequency").run()

    assert "the customers' own frequency predicted" in words(app)
    assert metric(app, "Revenue off by") != before


@pytest.mark.parametrize(
    ("dimension", "n"), [("segment", 3), ("product", 5), ("price_level", 5), ("acquaintance", 3)]
)
def test_purchases_are_compared_by_every_kind_of_group(trained, dimension, n):
    app = tab("By group")

    app = next(r for r in app.radio if r.label == "Grouped by").set_value(dimension).run()

    groups = table_with(app, "group_name", "missed_low", "log_loss_rest")
    assert 1 < len(groups) <= n + 1
    assert "Purchases predicted and purchases that came" in chart_titles(app)


def test_slices_are_told_with_how_they_were_judged(trained):
    app = tab("Found slices")

    assert "which it has not seen" in words(app)
    assert len(table_with(app, "name", "chance_share")) > 1


def test_the_worst_cases_have_rows_and_products_but_no_customers(trained, run):
    app = tab("Worst cases")

    worst = table_with(app, "row", "title", "predicted")
    assert not {"customer_id", "customer_row"} & set(worst.columns)
    assert "that right predictions would have had" in words(app)
    app = next(r for r in app.radio if r.label == "Which").set_value(False).run()
    left = pd.read_parquet(run / "holdout.parquet").loc[table_with(app, "row", "title")["row"]]
    assert not left["bought"].any() and left["score_model"].min() > 0.2


def test_a_shop_of_one_segment_without_categories_or_days_says_what_is_missing(trained, run):
    products = pd.read_parquet(run / "products.parquet")
    rewrite(run / "products.parquet", products.assign(category=None))
    visits = pd.read_parquet(run / "visits.parquet")
    rewrite(run / "visits.parquet", visits.iloc[1:])
    change(run, segment="All customers", visited_on=None)

    app = tab("By group")

    assert not app.exception
    assert "There is only one: All customers." in words(app)
    assert "No product has a category" in words(app) and "errors by week cannot be told" in words(app)


def test_few_purchases_leave_groups_but_no_slices(trained, run):
    holdout = pd.read_parquet(run / "holdout.parquet")
    few = pd.concat([holdout[holdout["bought"]].head(6), holdout[~holdout["bought"]].head(60)])
    rewrite(run / "holdout.parquet", few.reset_index(drop=True))

    app = tab("Found slices")

    assert not app.exception
    assert "too few, or too much alike, to look for slices" in words(app)


def test_visits_without_purchases_lead_to_other_products(trained, run):
    change(run, bought=False)

    app = press(open_app(ERRORS), "empty")

    assert app.title[0].value == "Price response"


def test_without_a_run_the_page_leads_to_the_training(tmp_path):
    shop_with(tmp_path, [event(customer_id=f"c{n}", order_id=f"o{n}") for n in range(40)])

    app = press(open_app(ERRORS), "empty")

    assert app.title[0].value == "Price response"
