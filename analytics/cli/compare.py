"""The command `compare`: scenarios of a bundle side by side, the table of the Scenarios page."""

import argparse
from dataclasses import replace
from typing import Any

import pandas as pd
import pyarrow as pa

from analytics.cli.arguments import Commands, add_option, name, path
from analytics.cli.fairness_words import broken_words
from analytics.cli.models import add_model, model_directory
from analytics.cli.outputs import results_in
from analytics.cli.reasons import finding_words, results_in_words
from analytics.cli.scenario_files import read_comparison
from analytics.cli.voice import show
from analytics.cli.wording import counted, unit_words
from analytics.findings import Verdict
from analytics.pricing.price_book.ranking import best_offer
from analytics.pricing.ranges import MOST
from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.as_json import given_scenarios
from analytics.pricing.scenarios.audience_subset import AudienceSubset
from analytics.pricing.scenarios.context import ComparisonContext
from analytics.pricing.scenarios.horizon import MOST_WEEKS, Horizon, Unit, totals, usual_horizon
from analytics.pricing.scenarios.outcomes import against_today, outcomes
from analytics.pricing.scenarios.scenario import Scenario, default_scenarios
from analytics.pricing.scenarios.setting import AS_CHOSEN
from analytics.runs.results import Results, load_results
from data.read.opening import name_of
from data.read.writing import check_suffix, writing
from data.schema import InputError

SHOWN = {  # column, what it is called, decimals
    "scenario": ("Scenario", 0),
    "segment": ("Segment", 0),
    "discount_share": ("Discount", 3),
    "take_rate": ("Take rate", 4),
    "units": ("Units", 1),
    "revenue": ("Revenue", 2),
    "contribution_margin": ("Contribution", 2),
    "cannibalized_margin": ("Cannibalized", 2),
    "incremental_profit": ("Extra profit", 2),
    "profit_low": ("From", 2),
    "profit_high": ("To", 2),
    "n_visits": ("Visits", 0),
    "total_profit": ("Total", 2),
}


def add_compare(commands: Commands) -> None:
    """Add `compare` to the command line."""
    compare = commands.add_parser("compare", help="scenarios of a bundle side by side, with a finished run")
    add_model(compare)
    add_option(compare, "--scenarios", path, metavar="FILE", help=".json as the app saves them, or .csv")
    bundle = "of the run's price book (default: the file's, else the one that earns most)"
    add_option(compare, "--bundle", name, metavar="OFFER_ID", help=bundle)
    unit = f"what units and money are told for: a year (default), {PER:,} visits, or the horizon's weeks"
    compare.add_argument("--unit", choices=tuple(Unit), default=Unit.YEAR, help=unit)
    add_option(compare, "--out", path, metavar="FILE", required=True, help="a .csv or a .parquet")
    compare.set_defaults(do=compare_scenarios)


def compare_scenarios(options: argparse.Namespace) -> None:
    """Work out the scenarios, print their table on stdout and write it."""
    check_suffix(options.out)
    given = read_comparison(options.scenarios) if options.scenarios else {}
    with results_in(options.out.parent, [options.out.name]) as draft:
        found = results_in_words(load_results(model_directory(options)))
        context = _context(found, options.bundle, given.get("product_ids"))
        scenarios = _scenarios(options, context, found, given)
        _check_gates(context, scenarios)
        horizon = replace(_horizon(given.get("horizon"), context), unit=Unit(options.unit))
        options.voice.release()
        bundle = f"{context.offer_id or 'the bundle'} ({' + '.join(context.product_ids)})"
        options.voice.say(f"Comparing {counted(len(scenarios), 'scenario')} of {bundle}")
        for broken in context.broken_limits(scenarios):
            options.voice.say(broken_words(broken))
        table = comparison_table(context, scenarios, horizon)
        with writing(draft / options.out.name, _schema(table)) as writer:
            writer.write(pa.Table.from_pandas(table, _schema(table), preserve_index=False))
    weeks, told = counted(horizon.weeks, "week"), unit_words(horizon.unit, horizon.weeks)
    options.voice.say(f"Units and money {told}; visits and total are those of {weeks}")
    show(as_text(table))


def comparison_table(context: ComparisonContext, scenarios: list[Scenario], horizon: Horizon) -> pd.DataFrame:
    """Return the outcomes of scenarios with their totals, as the Scenarios page shows them."""
    offers = context.offers(scenarios)
    table = outcomes([offers[scenario.setting.with_usual_visits] for scenario in scenarios], scenarios)
    return totals(against_today(table, offers[AS_CHOSEN], scenarios), scenarios, horizon)


def as_text(table: pd.DataFrame) -> str:
    """Return the table for a person to read."""
    shown = table.assign(segment=table["segment"].fillna("All segments"))[list(SHOWN)]
    rounded = shown.round({column: decimals for column, (_, decimals) in SHOWN.items()})
    labels = {column: label for column, (label, _) in SHOWN.items()}
    return rounded.rename(columns=labels).to_string(index=False)


def _context(found: Results, wanted: str | None, product_ids: Any) -> ComparisonContext:
    """Return the bundle that is wanted, else that of the file, else the first that is advised."""
    bundles = found.bundles.sort_values("incremental_profit_per_visit", ascending=False, kind="stable")
    offer_id = _offer_id(bundles, wanted, product_ids, found)
    bundle = bundles[bundles["offer_id"] == offer_id]
    for reason in bundle.loc[bundle["verdict"] == Verdict.FAIL, "reason"]:
        raise InputError(f"bundle {offer_id} gets no discount: {reason}", "Name another bundle")
    ids = product_ids if bundle.empty else bundle["product_ids"].iloc[0]
    subset = AudienceSubset(found.audience)
    return ComparisonContext(found.market, subset, offer_id, tuple(str(product) for product in ids))


def _offer_id(bundles: pd.DataFrame, wanted: str | None, product_ids: Any, found: Results) -> str:
    """Return which bundle of the run is meant; none where the file names parts that it has no bundle of."""
    known = [str(offer_id) for offer_id in bundles["offer_id"]]
    if wanted is not None and wanted not in known:
        remedy = f"Name one of {', '.join(known)}" if known else "This run found none"
        raise InputError(f"--bundle {wanted}: there is no such bundle", remedy)
    if wanted is not None:
        return wanted
    if product_ids:
        _check_parts(product_ids, found)
        parts = zip(known, bundles["product_ids"], strict=True)
        return next((offer_id for offer_id, ids in parts if set(ids) == set(product_ids)), "")
    if not known:
        raise InputError("this run found no bundle", "Name the parts of one as product_ids, with --scenarios")
    return best_offer(bundles)


def _check_parts(product_ids: Any, found: Results) -> None:
    is_list = isinstance(product_ids, list) and all(isinstance(p, str) for p in product_ids)
    if not is_list or not 2 <= len(set(product_ids)) == len(product_ids) <= 6:
        raise InputError("product_ids of the file are no bundle", 'Write them as ["p1", "p2"]')
    for product in product_ids:
        if product not in found.audience.product_ids:
            raise InputError(f"product {product!r} is not known to this model", "Name another bundle")


def _scenarios(
    options: argparse.Namespace, context: ComparisonContext, found: Results, given: dict[str, Any]
) -> list[Scenario]:
    """Return the scenarios of the file, else those that the page starts with."""
    offer = context.advised(found.price_book)
    if not given:
        return default_scenarios(offer)
    try:
        return given_scenarios(given["scenarios"], offer, found.audience.product_ids)
    except InputError as error:
        raise InputError(error.problem, error.remedy, file=name_of(options.scenarios)) from None


def _check_gates(context: ComparisonContext, scenarios: list[Scenario]) -> None:
    """Raise InputError where a discount of a scenario's parts is withheld, as the page refuses it."""
    for scenario in scenarios:
        if gate := context.failed_gate(scenario.setting):
            why = finding_words(gate.finding)
            raise InputError(f"scenario {scenario.name} gets no discount: {why}", "Name other parts")


def _horizon(given: Any, context: ComparisonContext) -> Horizon:
    """Return the visits and weeks of the file, else those that the page starts with."""
    if given is None:
        return usual_horizon(context.market)
    within = {"visits_a_week": (1, MOST), "weeks": (1, MOST_WEEKS)}
    for label, (low, high) in within.items():
        value: Any = given.get(label) if isinstance(given, dict) else None
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not (is_number and low <= value <= high):
            raise InputError(f"the horizon has {label} {value!r}", f"Give a figure of {low} to {high:g}")
    return Horizon(float(given["visits_a_week"]), int(given["weeks"]))


def _schema(table: pd.DataFrame) -> pa.Schema:
    kinds = {"scenario": pa.string(), "segment": pa.string(), "is_total": pa.bool_()}
    return pa.schema([(name, kinds.get(name, pa.float64())) for name in table.columns])
