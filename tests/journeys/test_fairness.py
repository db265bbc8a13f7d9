"""Governance ▸ Fairness: groups are compared, a limit is shown with its cost, kept and lifted."""

from dataclasses import asdict, replace

import pytest

from analytics.__main__ import main
from analytics.pricing.constraints import NO_LIMITS
from analytics.runs.artifacts import CONFIG
from components.bundles.assumptions import limits_of
from data.privacy.digests import renew_digests
from tests.app_driver import chart_titles, open_app, press, words
from tests.pricing_driver import SCENARIOS, table_with

FAIRNESS, PRICE_BOOK = "pages/governance/fairness.py", "pages/pricing/price_book.py"

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


def choose(app, key, value):
    return next(box for box in app.main.selectbox if str(box.key).startswith(key)).set_value(value).run()


def test_groups_are_compared_and_a_limit_is_kept_in_all_prices(trained):
    app = choose(open_app(FAIRNESS), "fairness-by", "tier")

    table = table_with(app, "group", "measure", "basis")
    assert set(table["group"]) == set(trained.read("customers")["tier"].unique())
    assert any("pay more than all" in title for title in chart_titles(app))
    assert "balanced accuracy" in words(app)

    assert not app.metric  # pricing every bundle anew waits until it is asked for
    app = press(app, "ask-fairness-cost")
    assert "Costs a year" in [figure.label for figure in app.metric]

    app = press(app, "keep-fairness")
    kept = limits_of(trained, NO_LIMITS)
    assert (kept.fairness_limit, kept.fairness_groups) == (0.02, "tier")
    assert "no group by tier pays over 2.0% more" in words(app).replace("\\", "").replace(" %", "%")
    app = press(app, "lift-fairness")
    assert limits_of(trained, kept).fairness_limit is None


def test_a_scenario_set_by_hand_that_breaks_the_kept_limit_says_so_at_both_doors(
    trained, run, tmp_path, capsys
):
    kept = replace(NO_LIMITS, fairness_limit=0.0, fairness_groups="tier")
    CONFIG.write(run, CONFIG.read(run) | {"limits": asdict(kept)})
    renew_digests(run, [run / CONFIG.name])
    app = open_app(SCENARIOS)
    assert "breaks the limit" not in words(app)  # what is advised keeps it

    app = next(one for one in app.select_slider if "tier" in one.label).set_value(37).run()

    assert not app.exception
    assert " breaks the limit on groups: tier tier" in words(app).replace("\\", "")
    file = tmp_path / "scenarios.csv"
    first, *others = sorted(trained.read("customers")["tier"].unique())
    lines = [f"Mine,0.3,{first}", *(f"Mine,0.0,{name}" for name in others), "Even,0.1,"]
    file.write_text("\n".join(["scenario,discount_share,segment", *lines]))
    where = ["--workspace", str(trained.directory.parent), "--shop", trained.name]
    assert main(["compare", *where, "--scenarios", str(file), "--out", str(tmp_path / "out.csv")]) == 0
    said = capsys.readouterr().err
    assert "Mine breaks the limit on groups: tier" in said and "Even breaks" not in said


def test_a_shop_without_a_training_says_what_is_missing(small_shop):
    assert "not trained yet" in words(open_app(FAIRNESS))


def test_an_empty_workspace_offers_the_way_to_the_files():
    assert "There is no shop yet" in words(open_app(FAIRNESS))
