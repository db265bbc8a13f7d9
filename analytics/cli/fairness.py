"""The command `fairness`: who pays more, who is offered less, and what a limit on that would cost."""

import argparse
import json
from dataclasses import asdict
from functools import partial
from typing import Any

import pandas as pd

from analytics.checks.fairness.codes import Basis, Measure
from analytics.checks.fairness.stand_ins import StandIns
from analytics.cli.arguments import Commands, add_option, figure, name, path
from analytics.cli.fairness_words import BASIS_WORDS, MEASURE_WORDS, stand_in_words
from analytics.cli.kept_shop import add_kept_shop
from analytics.cli.outputs import results_in
from analytics.pricing.constraints import RANGES_OF_LIMITS
from analytics.runs.fairness import LimitCost, audit_run, limit_cost, stand_ins_of_run
from analytics.runs.results import load_results
from analytics.runs.scoring.stored import latest_run

FACTS, TABLE = "fairness.json", "fairness.parquet"
_SURE = 0.05  # of a p-value, corrected


def add_fairness(commands: Commands) -> None:
    """Add `fairness` to the command line."""
    fairness = commands.add_parser("fairness", help="who pays more, by any attribute of the customers")
    add_kept_shop(fairness)
    help_ = "customer attributes"
    add_option(fairness, "--groups", name, nargs="+", metavar="COLUMN", required=True, help=help_)
    limit = partial(figure, name="fairness_limit", within=RANGES_OF_LIMITS["fairness_limit"])
    help_ = "what it would cost that no group of each column pays on average so much more than all"
    add_option(fairness, "--limit", limit, metavar="SHARE", help=help_)
    add_option(fairness, "--out", path, metavar="DIR", required=True)
    fairness.set_defaults(do=audit_prices)


def audit_prices(options: argparse.Namespace) -> None:
    """Audit the newest training's price book; write the figures and the table."""
    attributes = tuple(dict.fromkeys(options.groups))
    with results_in(options.out, (FACTS, TABLE)) as draft:
        run = latest_run(options.workspace, options.shop)
        found = load_results(run)
        table = audit_run(run, found.price_book, attributes)
        told = {name: stand_ins_of_run(found, run, name) for name in attributes}
        limited = [] if options.limit is None else [limit_cost(found, a, options.limit) for a in attributes]
        facts = as_json(table, told, limited) | {"model": run.name, "barred": list(found.config.barred)}
        (draft / FACTS).write_text(json.dumps(facts, indent=2, ensure_ascii=False), "utf-8")
        table.to_parquet(draft / TABLE, index=False)
    options.voice.release()
    for sentence in audit_words(table):
        options.voice.say(sentence)
    for attribute, stand_ins in told.items():
        options.voice.say(stand_in_words(attribute, stand_ins))
    for cost in limited:
        options.voice.say(limit_words(cost))


def as_json(
    table: pd.DataFrame, told: dict[str, StandIns | None], limited: list[LimitCost]
) -> dict[str, Any]:
    """Return what an audit found as JSON holds it: codes and figures."""
    return {
        "groups": table.to_dict("records"),
        "stand_ins": {name: None if one is None else _plain(one) for name, one in told.items()},
        "limits": [asdict(cost) | {"cost": cost.cost} for cost in limited],
    }


def audit_words(table: pd.DataFrame) -> list[str]:
    """Return a sentence for each group that surely pays another price, raw and at equal behavior."""
    own = table[(table["measure"] == Measure.PRICE_PAID) & (table["p_value"] < _SURE)]
    if own.empty:
        return ["No group surely pays another price than the others"]
    return [
        f"{row.attribute} {row.group}: {MEASURE_WORDS[Measure.PRICE_PAID].lower()} {row.difference:+.2f} "
        f"against all (90 % band {row.difference_low:+.2f} to {row.difference_high:+.2f}), "
        f"{BASIS_WORDS[Basis(str(row.basis))].lower()}, {row.n_customers:,} customers"
        for row in own.itertuples()
    ]


def limit_words(cost: LimitCost) -> str:
    """Return in a sentence what a limit costs."""
    return (
        f"{cost.attribute}: that no group pays over {cost.share:.1%} more costs {cost.cost:,.2f} of "
        f"{cost.worth_before:,.2f} a year; the most that one pays more falls from {cost.worst_before:.2%} to "
        f"{cost.worst_after:.2%}"
    )


def _plain(found: StandIns) -> dict[str, Any]:
    return {name: value for name, value in vars(found).items() if name != "columns"} | {
        "is_told": found.is_told,
        "columns": found.columns.to_dict("records"),
    }
