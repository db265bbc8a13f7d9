"""The command `mart`: a table of a shop, as much of it as whoever asks may see."""

import argparse

import pyarrow as pa

from analytics.cli.arguments import Commands, add_option, name, path
from analytics.cli.kept_shop import add_kept_shop, opened_shop
from analytics.cli.ledger_files import write_table
from analytics.cli.voice import show
from analytics.cli.wording import counted
from data.privacy.audit.note import noting
from data.privacy.ledger.codes import Act
from data.privacy.roles.mart_rules import RULES
from data.privacy.roles.rights import Right
from data.schema import InputError
from data.sql import mart_sql, variable_names

PRODUCTS = "products"  # the variable of marts that are asked about some


def add_mart(commands: Commands) -> None:
    """Add `mart` to the command line."""
    mart = commands.add_parser("mart", help="a table of a shop, as the one who asks may see it")
    add_kept_shop(mart)
    mart.add_argument("--name", choices=sorted(RULES), required=True, help="which, by what a row is")
    add_option(mart, "--products", name, nargs="+", metavar="ID", help="of price_days: whose prices")
    add_option(mart, "--out", path, metavar="FILE", help="a .csv or .parquet, in place of the screen")
    mart.set_defaults(do=read_mart)


def read_mart(options: argparse.Namespace) -> None:
    """Print or write a mart."""
    given = {PRODUCTS: options.products} if options.products else {}
    if given and PRODUCTS not in variable_names(mart_sql(options.name)):
        raise InputError(f"the mart {options.name} is read whole", "Leave --products out")
    act = Act.DOWNLOADED if options.out else Act.READ
    with opened_shop(options) as shop:
        if options.out:
            shop.require(Right.DOWNLOAD)
        table = shop.read(options.name, **given)
        with noting(shop, act, f"mart {options.name}"):
            if options.out:
                write_table(options.out, pa.Table.from_pandas(table, preserve_index=False))
    options.voice.release()
    if len(table) and not options.out:
        show(table.to_string(index=False))
    options.voice.say(counted(len(table), "row"))
