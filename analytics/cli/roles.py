"""The command `roles`: who may do what in a shop, roles given and taken away."""

import argparse
from functools import partial

import pandas as pd

from analytics.cli.arguments import Commands, add_option, name, whole
from analytics.cli.kept_shop import add_kept_shop, opened_shop
from analytics.cli.role_words import ROLE_HELP, ROLE_WORDS
from analytics.cli.voice import show
from analytics.cli.wording import counted
from data.privacy.roles.giving import MOST_LEAST, give_role, set_least_customers, take_role
from data.privacy.roles.grants import grants_of
from data.privacy.roles.guarded import LOWEST, least_customers
from data.privacy.roles.rights import Right, Role

WHOM = "an e-mail, or a domain (@shop.example) for all its addresses"


def add_roles(commands: Commands) -> None:
    """Add `roles` to the command line."""
    roles = commands.add_parser("roles", help="who may do what in a shop")
    acts = roles.add_subparsers(dest="act", required=True)
    listed = acts.add_parser("list", help="everybody who has a role")
    given = acts.add_parser("give", help="give somebody a role, in place of an earlier one")
    taken = acts.add_parser("take", help="take somebody's role away")
    least = acts.add_parser("least", help="how many customers stand behind what a viewer reads")
    for command, do in ((listed, list_roles), (given, give), (taken, take), (least, set_least)):
        add_kept_shop(command)
        command.set_defaults(do=do)
    for command in (given, taken):
        add_option(command, "--email", name, metavar="WHO", required=True, help=WHOM)
    told = "; ".join(f"{role}: {words}" for role, words in ROLE_HELP.items())
    given.add_argument("--role", choices=[role.value for role in Role], required=True, help=told)
    number = partial(whole, low=LOWEST, high=MOST_LEAST)
    add_option(least, "--customers", number, metavar="N", required=True)


def list_roles(options: argparse.Namespace) -> None:
    """Print everybody who has a role."""
    with opened_shop(options) as shop:
        rows = [
            {"Who": one.who, "Role": ROLE_WORDS[one.role]}
            for one in grants_of(shop.directory_for(Right.GIVE_ROLES))
        ]
        least = least_customers(shop)
    options.voice.release()
    if rows:
        show(pd.DataFrame(rows).to_string(index=False))
    options.voice.say(f"{counted(len(rows), 'role')}; viewers read figures of {least:,} customers or more")


def give(options: argparse.Namespace) -> None:
    """Give somebody a role."""
    with opened_shop(options) as shop:
        give_role(shop, options.email, Role(options.role))
    options.voice.release()
    options.voice.say(f"{options.email.strip().casefold()} is {options.role} of {options.shop}")


def take(options: argparse.Namespace) -> None:
    """Take somebody's role away."""
    with opened_shop(options) as shop:
        take_role(shop, options.email)
    options.voice.release()
    options.voice.say(
        f"{options.email.strip().casefold()} has no role of their own in {options.shop} any more"
    )


def set_least(options: argparse.Namespace) -> None:
    """Say how many customers stand at least behind what a viewer reads."""
    with opened_shop(options) as shop:
        set_least_customers(shop, options.customers)
    options.voice.release()
    options.voice.say(f"Viewers read figures of {options.customers:,} customers or more")
