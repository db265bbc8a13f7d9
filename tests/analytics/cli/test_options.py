import argparse

import pytest

from analytics.__main__ import parser
from analytics.cli.commands import HOMES
from analytics.cli.options import add_money, check_known, costs_of, limits_of
from analytics.pricing.constraints import NO_LIMITS, Constraints
from analytics.pricing.money import AS_IN_FILES, CostAssumptions
from data.schema import InputError


def options(*words):
    parser = argparse.ArgumentParser()
    add_money(parser)
    return parser.parse_args(words)


def test_without_options_costs_are_those_of_the_files_and_nothing_is_limited():
    assert (costs_of(options()), limits_of(options())) == (AS_IN_FILES, NO_LIMITS)


def test_every_cost_has_its_option():
    given = options(
        "--margin",
        "0.4",
        "--per-parcel",
        "2.5",
        "--per-item",
        "0.2",
        "--payment-fee",
        "0.02",
        "--returns",
        "0.1",
    )

    assert costs_of(given) == CostAssumptions(0.4, 2.5, 0.2, 0.02, 0.1)


def test_every_limit_has_its_option():
    given = options(
        *("--least-margin", "0.2", "--deepest-discount", "0.3", "--largest-change", "0.25"),
        *("--price-ending", ".99", "--exclude", "p1", "p2", "--stock", "p3=40", "a=b=7"),
        *("--budget", "1000", "--weeks", "6"),
    )

    assert limits_of(given) == Constraints(
        0.2, 0.3, ".99", 0.25, (("p3", 40.0), ("a=b", 7.0)), ("p1", "p2"), 1000.0, 6.0
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--stock", "p1"], "--stock has 'p1', which is not PRODUCT=UNITS"),
        (["--budget", "-1"], "the budget is -1.0"),
        (["--stock", "p1=-3"], "a stock is below zero"),
    ],
)
def test_a_limit_that_cannot_be_is_refused_in_a_sentence(words, said):
    with pytest.raises(InputError, match=said):
        limits_of(options(*words))


def test_a_product_that_the_shop_does_not_sell_is_refused():
    with pytest.raises(InputError, match="--exclude names product 'p9'"):
        check_known(Constraints(excluded=("p9",)), {"p1"})


@pytest.mark.parametrize("command", HOMES)
def test_a_command_that_is_asked_for_alone_is_known(command):
    assert f"python -m analytics {command}" in helped(parser(command), command)
    assert list(HOMES) == list(commands_of(parser()))


def commands_of(every):
    (commands,) = (a for a in every._actions if isinstance(a, argparse._SubParsersAction))
    return commands.choices


def helped(every, command):
    return commands_of(every)[command].format_help()
