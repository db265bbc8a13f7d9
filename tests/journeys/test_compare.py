"""The command `compare` and the Scenarios page: two doors to one table."""

import json

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.pricing.scenarios.setting import Mechanism
from tests.app_driver import open_app, press, words
from tests.pricing_driver import SCENARIOS, open_link, slider, table_with

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")

SAVED_IN_WORDS = {Mechanism.COUPON: "Coupon on one part"}


def scenarios_table(app):
    return table_with(app, "scenario", "discount", "take_rate").set_index("scenario")


def compared(capsys, out, *options):
    """Return what the command writes of all segments together, and what it prints."""
    code = main(["compare", *options, "--out", str(out)])
    said = capsys.readouterr()
    assert code == 0, said.err
    table = pd.read_csv(out)
    return table[table["is_total"]].set_index("scenario"), said.out


def assert_same(table, shown):
    names = [name for name in shown.columns if name != "discount"]
    assert list(table.index) == list(shown.index)
    # the page tells shares to a tenth of a percent
    rounded = [name for name in names if name.endswith("_change") or name.startswith("take_rate")]
    exact = [name for name in names if name not in rounded]
    pd.testing.assert_frame_equal(table[exact], shown[exact], check_dtype=False, rtol=1e-9)
    pd.testing.assert_frame_equal(table[rounded], shown[rounded], check_dtype=False, atol=1e-3)


def coupon_saved(app):
    """Save a comparison whose first scenario is a coupon and whose last slider was moved."""
    radio = next(r for r in app.main.radio if r.label == "How the discount is given")
    app = press(radio.set_value(Mechanism.COUPON).run(), "apply-setting")
    app = slider(app, "Discount for all", nth=1).set_value(23).run()
    return press(app, "save-comparison")


def test_without_a_file_the_command_writes_what_the_page_starts_with(trained, run, tmp_path, capsys):
    table, printed = compared(capsys, tmp_path / "out.csv", "--model", str(run))

    assert_same(table, scenarios_table(open_app(SCENARIOS)))
    assert all(name in printed for name in table.index)


def test_a_saved_comparison_gives_the_command_the_pages_numbers(trained, tmp_path, capsys):
    app = coupon_saved(open_app(SCENARIOS))
    (saved,) = trained.scenarios()
    file = tmp_path / "saved.json"
    file.write_text(json.dumps(saved))
    shop = "--workspace", str(tmp_path / "workspace"), "--shop", trained.name
    trained.close()

    table, _ = compared(capsys, tmp_path / "out.csv", *shop, "--scenarios", str(file))

    assert "coupon on" in words(app)
    assert_same(table, scenarios_table(app))


def test_a_comparison_saved_before_mechanisms_had_codes_gives_the_same_table(trained, tmp_path, capsys):
    app = coupon_saved(open_app(SCENARIOS))
    (saved,) = trained.scenarios()
    setting = saved["scenarios"][0]["setting"]
    setting["mechanism"] = SAVED_IN_WORDS[setting["mechanism"]]
    trained.save_scenario(saved)

    other = open_link(saved["id"])

    pd.testing.assert_frame_equal(scenarios_table(other), scenarios_table(app))
    file = tmp_path / "old.json"
    file.write_text(json.dumps(saved))
    table, _ = compared(
        capsys, tmp_path / "out.csv", "--model", str(trained.directory / "runs" / saved["run_id"]),
        "--scenarios", str(file),
    )  # fmt: skip
    assert_same(table, scenarios_table(app))


def test_a_csv_says_the_same_as_json(trained, run, tmp_path, capsys):
    rows = ["scenario;discount_share;segment;visits_change", "A;0.1;;0.2", "B;0.05;tier 0;", "B;0.2;tier 1;"]
    (tmp_path / "a.csv").write_text("\n".join(rows))
    entries = [
        {"name": "A", "discounts": 0.1, "setting": {"visits_change": 0.2}},
        {"name": "B", "discounts": {"tier 0": 0.05, "tier 1": 0.2}},
    ]
    (tmp_path / "a.json").write_text(json.dumps(entries))

    tables = [
        compared(
            capsys, tmp_path / f"{kind}.csv", "--model", str(run), "--scenarios", str(tmp_path / f"a.{kind}")
        )[0]
        for kind in ("csv", "json")
    ]

    pd.testing.assert_frame_equal(*tables)
    assert tables[0]["n_visits"]["A"] == pytest.approx(1.2 * tables[0]["n_visits"]["B"])
