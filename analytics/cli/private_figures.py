"""The commands `private-figures` and `privacy-budget`: figures with noise, and what they may cost."""

import argparse
import json
from collections.abc import Callable
from functools import partial

from analytics.cli.arguments import Commands, add_option, figure, name, path, whole
from analytics.cli.kept_shop import add_kept_shop, opened_shop, shop_directory
from analytics.cli.outputs import results_in
from analytics.cli.private_figures_words import budget_words, clipped_words, error_words
from analytics.cli.voice import show
from analytics.runs.private_figures.ask import ask
from analytics.runs.private_figures.question import (
    MOST_AT_MOST,
    MOST_EPSILON,
    MOST_GROUPS,
    REST,
    Of,
    Question,
    Statistic,
    check_question,
    expected_error,
)
from analytics.runs.private_figures.rows import bounded_rows, known_groups
from data.privacy.budget.amounts import Composition, Cost, Limit, Mechanism
from data.privacy.budget.record import Budget
from data.schema import InputError

FIGURES, SPENT = "private_figures.parquet", "private_figures.json"
COMMON_GROUP = 20  # customers that a group needs to be named without being asked for
LARGEST_LIMIT = 100.0
USUAL = Limit()


def add_private_figures(commands: Commands) -> None:
    """Add `private-figures` and `privacy-budget` to the command line."""
    command = commands.add_parser("private-figures", help="figures of customers with noise, out of a budget")
    add_kept_shop(command)
    statistics, amounts = [str(s) for s in Statistic], [str(of) for of in Of]
    command.add_argument("--figure", choices=statistics, required=True)
    command.add_argument("--of", choices=amounts, default=str(Of.MONETARY), help="of each customer")
    add_option(command, "--by", name, metavar="COLUMN", help="an attribute of customers, category or month")
    named = "whose names are no secret; the rest is other (default: those of 20 customers or more)"
    add_option(command, "--groups", name, nargs="+", metavar="NAME", default=[], help=named)
    most = partial(figure, name="most that a customer counts for", within=(1e-2, MOST_AT_MOST))
    add_option(command, "--at-most", most, metavar="AMOUNT", help="a customer counts for; more is clipped")
    each = partial(whole, low=1, high=MOST_GROUPS)
    add_option(command, "--groups-each", each, default=1, metavar="N", help="a customer counts in at most")
    edge = partial(figure, name="end of a range", within=(0.0, MOST_AT_MOST))
    add_option(command, "--edges", edge, nargs="+", metavar="AT", default=[], help="of a histogram's ranges")
    epsilon = partial(figure, name="epsilon", within=(1e-3, MOST_EPSILON))
    add_option(command, "--epsilon", epsilon, required=True, help="what it may cost")
    delta = partial(figure, name="delta", within=(1e-15, 1e-3))
    add_option(command, "--delta", delta, help="for Gaussian noise in place of Laplace's, as 1e-7")
    free = "say what to expect, and draw and spend nothing"
    command.add_argument("--expect", action="store_true", help=free)
    add_option(command, "--out", path, metavar="DIR", required=True)
    command.set_defaults(do=write_figures)
    _add_budget(commands)


def _add_budget(commands: Commands) -> None:
    command = commands.add_parser("privacy-budget", help="what a shop may spend on private figures")
    add_kept_shop(command)
    most = partial(figure, name="epsilon", within=(1e-3, LARGEST_LIMIT))
    add_option(command, "--epsilon", most, help="that may be spent in all (default: as before)")
    delta = partial(figure, name="delta", within=(1e-15, 1e-3))
    add_option(command, "--delta", delta, help="that may be spent in all (default: as before)")
    kinds = [str(kind) for kind in Composition]
    command.add_argument("--composition", choices=kinds, help="how costs add up (default: as before)")
    add_option(command, "--out", path, metavar="DIR", required=True)
    command.set_defaults(do=write_budget)


def write_figures(options: argparse.Namespace) -> None:
    """Write figures with noise and what they cost; tell beside them what was clipped."""
    cost = Cost(Mechanism.LAPLACE, options.epsilon)
    if options.delta is not None:
        cost = Cost(Mechanism.GAUSSIAN, options.epsilon, options.delta)
    with results_in(options.out, (FIGURES, SPENT)) as draft, opened_shop(options) as shop:
        question = _question(options, lambda by: known_groups(shop, by, COMMON_GROUP))
        check_question(question, cost)
        clipped = clipped_words(bounded_rows(shop, question), question)
        told: dict[str, object] = {"question": question.plain(cost), "data": shop.fingerprint}
        told |= {"half_width_90": expected_error(question, cost)}
        if not options.expect:
            answer = ask(shop, question, cost)
            answer.figures.to_parquet(draft / FIGURES, index=False)
            told |= {"is_paid_now": answer.cost is not None}
        told |= {"budget": budget_plain(budget := Budget(shop.directory))}
        (draft / SPENT).write_text(json.dumps(told, indent=2, ensure_ascii=False), encoding="utf-8")
    options.voice.release()
    show(error_words(question, cost) if options.expect else answer.figures.to_string(index=False))
    for words in (clipped, error_words(question, cost), budget_words(budget)):
        options.voice.say(words)


def write_budget(options: argparse.Namespace) -> None:
    """Change what may be spent where that is asked for; write the budget and its history."""
    budget = Budget(shop_directory(options.workspace, options.shop))
    with results_in(options.out, (SPENT,)) as draft:
        if any(v is not None for v in (options.epsilon, options.delta, options.composition)):
            before = budget.limit()
            composition = Composition(options.composition or before.composition)
            budget.save_limit(
                Limit(options.epsilon or before.epsilon, options.delta or before.delta, composition)
            )
        told = json.dumps(budget_plain(budget), indent=2, ensure_ascii=False)
        (draft / SPENT).write_text(told, encoding="utf-8")
    options.voice.release()
    options.voice.say(budget_words(budget))


def budget_plain(budget: Budget) -> dict[str, object]:
    """Return the budget as JSON holds it, with everything that was asked."""
    limit, spent, left = budget.limit(), budget.spent(), budget.left()
    asked = [
        {"at": one.at, "data": one.data, "question": dict(one.question), "figures": one.figures}
        for one in budget.history()
    ]
    limits = {"epsilon": limit.epsilon, "delta": limit.delta, "composition": str(limit.composition)}
    return {"limit": limits, "spent": vars(spent), "left": vars(left), "asked": asked}


def _question(options: argparse.Namespace, groups: Callable[[str], list[str]]) -> Question:
    statistic = Statistic(options.figure)
    if statistic in (Statistic.SUM, Statistic.MEAN) and options.at_most is None:
        raise InputError("what a customer counts for at most is not said", "Give --at-most, as 500")
    named = options.groups or (groups(options.by) if options.by else [])
    return Question(
        statistic,
        Of(options.of),
        options.by,
        tuple(dict.fromkeys(group for group in named if group != REST)),
        options.at_most or Question.at_most,
        options.groups_each,
        tuple(options.edges),
    )
