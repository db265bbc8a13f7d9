"""How good the model is, in the report: figures, curves, errors, past price changes and what moves it."""

from typing import Any

import pandas as pd

from analytics.cli.error_words import DIMENSIONS, plain_group
from analytics.cli.explanation_words import GROUP_WORDS
from analytics.cli.performance_words import FIGURE_WORDS, TESTS_NOTE, WAY_WORDS, lead_words
from analytics.cli.report.parts import Chart, Section, Table, band_of, chart, count, day, number, share
from analytics.cli.wording import counted
from analytics.evidence.curves.bands import CurveKind
from analytics.evidence.errors.dimensions import Dimension
from analytics.evidence.price_changes.codes import Sample
from analytics.runs.report import Report, Tested

SAMPLES = {Sample.HELD_OUT: "Not seen by the model", Sample.LEARNED_FROM: "Learned from"}
MOST_GROUPS = 12  # that anybody reads on paper
CALIBRATION = ("Calibration: on the dotted line, predictions hold", "Predicted", "Observed")
DEPENDENCE = ("What the price alone does", "Price against today's", "Buy on average")
CURVES = {
    CurveKind.ROC: ("Purchases found, false alarms (ROC)", "False alarms", "Purchases found"),
    CurveKind.PRECISION_RECALL: ("Precision and recall", "Purchases found", "Bought, of those picked"),
}


def performance_section(report: Report) -> Section:
    """Return how well purchases are predicted, beside simpler ways."""
    tested = report.tested
    if tested is None:
        return Section("Performance", ["The visits held out hold too few purchases to judge the model by."])
    said = [
        f"{count(tested.n_chances)} chances of the latest visits of {counted(tested.n_customers, 'customer')}"
        f", which no model has seen; {share(tested.bought_share, 2)} were bought.",
        *(f"{lead_words(row)}." for row in _rows(tested.differences)),
        f"{TESTS_NOTE}.",
    ]
    drawn = [
        chart(titles, _points(points := tested.curves[kind].points, "x", "y"), band_of(points, "x"), guide)
        for kind, titles, guide in (
            (CurveKind.ROC, CURVES[CurveKind.ROC], [(0.0, 0.0), (1.0, 1.0)]),
            (CurveKind.PRECISION_RECALL, CURVES[CurveKind.PRECISION_RECALL],
             [(0.0, tested.bought_share), (1.0, tested.bought_share)]),
        )
    ]  # fmt: skip
    return Section(
        "Performance", said, [*drawn, _calibration_chart(tested)], [_figures(tested), _calibration(tested)]
    )


def _figures(tested: Tested) -> Table:
    rows = [
        (WAY_WORDS[row["way"]][0], FIGURE_WORDS[row["figure"]],
         *(number(row[name], 4) for name in ("value", "low", "high")))
        for row in _rows(tested.figures)
    ]  # fmt: skip
    return Table("Figures with 90 % bands", ("Way", "Figure", "Value", "From", "To"), rows)


def _calibration(tested: Tested) -> Table:
    rows = [
        (*(share(row[name]) for name in ("predicted", "observed", "low", "high")), count(row["n"]))
        for row in _rows(tested.calibration)
    ]
    return Table("Calibration with 90 % bands", ("Predicted", "Observed", "From", "To", "Chances"), rows)


def _calibration_chart(tested: Tested) -> Chart:
    table = tested.calibration
    most = float(max(table["predicted"].max(), table["high"].max()))
    line, band = _points(table, "predicted", "observed"), band_of(table, "predicted")
    return chart(CALIBRATION, line, band, [(0.0, 0.0), (most, most)])


def errors_section(report: Report) -> Section:
    """Return where the model is wrong by more than chance explains."""
    if not report.errors:
        return Section("Error analysis", ["The visits held out show too little to look for errors."])
    groups, slices = report.errors["groups"], report.errors["slices"]
    whole, parts = groups.iloc[0], groups[groups["dimension"] != Dimension.ALL]
    wrong = parts[parts["stands_out"].astype(bool)]
    n_tested, n_slices = int(parts["p_value"].notna().sum()), len(slices)
    n_wrong = int(slices["stands_out"].sum()) if n_slices else 0
    said = [
        f"On {count(whole['n_chances'])} chances held out, {count(whole['predicted'])} purchases were "
        f"predicted and {count(whole['bought'])} came.",
        f"Wrong by more than chance explains: {len(wrong)} of {counted(n_tested, 'group')} and {n_wrong} of "
        f"{counted(n_slices, 'slice')} found on the other half of the customers.",
    ]
    order = wrong["revenue_missed"].abs().sort_values(ascending=False, kind="stable").index
    titles = dict(zip(report.found.products["product_id"], report.found.products["title"], strict=True))
    rows = [_group(row, titles) for row in _rows(wrong.loc[order].head(MOST_GROUPS))]
    head = ("By", "Group", "Predicted", "Came", "From", "To", "Revenue missed")
    return Section(
        "Error analysis", said, tables=[Table("Groups that stand out", head, rows)] if rows else ()
    )


def _group(row: dict[str, Any], titles: dict[str, str]) -> tuple[str, ...]:
    dimension = Dimension(row["dimension"])
    ends = (count(row["predicted"] + row[f"missed_{end}"]) for end in ("low", "high"))
    name = plain_group(dimension, str(row["group"]), titles)
    figures = count(row["predicted"]), count(row["bought"]), *ends, number(row["revenue_missed"], 2)
    return (DIMENSIONS[dimension], day(pd.Timestamp(name)) if dimension == Dimension.WEEK else name, *figures)


def changes_section(report: Report) -> Section:
    """Return how sales answered past changes of price, beside what was predicted."""
    shop = report.price_changes.get("shop")
    if shop is None or shop.empty or not shop["n_changes"].iloc[0]:
        return Section("Past price changes", ["There is no past change of price to judge the model by."])
    names = ("n_changes", "n_in_band", "units", "expected", "expected_low", "expected_high", "before")
    rows = [(SAMPLES[Sample(row["sample"])], *(count(row[name]) for name in names)) for row in _rows(shop)]
    head = ("Changes", "How many", "Within band", "Units sold", "Predicted", "From", "To", "Without")
    said = ["Units sold after past changes of price, beside what the model predicted with its 90 % band."]
    return Section("Past price changes", said, tables=[Table("All changes together", head, rows)])


def explanation_section(report: Report) -> Section:
    """Return what moves predictions, and what the price alone does."""
    explained = report.explained
    if explained is None:
        return Section(
            "Explanation", ["No predictions were taken apart, or this copy was kept without them."]
        )
    importance, table = explained.importance, explained.dependence
    moved = [(_named(row["group"]), share(row["mean_absolute"])) for row in _rows(importance)]
    priced = [
        (share(row["multiplier"], 0), *(share(row[name]) for name in ("mean", "low", "high")))
        for row in _rows(table)
    ]
    first = importance.iloc[0]
    said = [
        f"{_named(first['group'])} moves the predictions most: by {share(first['mean_absolute'])} on average."
    ]
    tables = (
        Table("What moves predictions", ("Input", "Moves a prediction by"), moved),
        Table("At other prices", ("Price against today's", "Buy on average", "From", "To"), priced),
    )
    drawn = chart(DEPENDENCE, _points(table, "multiplier", "mean"), (), ())
    return Section("Explanation", said, [drawn], tables)


def _named(code: object) -> str:
    return GROUP_WORDS.get(str(code), str(code))


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _points(table: pd.DataFrame, x: str, y: str) -> list[tuple[float, float]]:
    return list(zip(table[x].astype(float), table[y].astype(float), strict=True))
