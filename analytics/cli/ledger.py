"""The command `ledger`: who decided what on a shop's prices, and what they decide now."""

import argparse
from functools import partial

from analytics.cli.arguments import Commands, add_option, name, path, whole
from analytics.cli.as_person import who_of
from analytics.cli.kept_shop import add_kept_shop, shop_directory
from analytics.cli.ledger_files import export_book, export_key, list_entries, verify
from analytics.cli.ledger_words import STANDING_WORDS
from analytics.runs.decisions import record
from analytics.runs.scoring.stored import latest_run
from data.privacy.ledger.codes import DECISIONS, Act, Withdrawal
from data.privacy.ledger.ledger import Ledger
from data.schema import InputError

ON, OFF = "on", "off"
WHO = "the name to note, where --as names nobody; nobody checks it"
BOOK = "the first digits of a price book, as list shows them (default: the newest training's)"
Acts = Commands


def add_ledger(commands: Commands) -> None:
    """Add `ledger` to the command line."""
    ledger = commands.add_parser("ledger", help="who decided what on a shop's prices, signed")
    acts = ledger.add_subparsers(dest="act", required=True)
    _add_reading(acts)
    for do, help_ in (
        (approve, "note that somebody approves a price book"),
        (withdraw, "note that prices are withdrawn"),
        (restore, "take a withdrawal back"),
        (four_eyes, "note whether two people have to approve a book"),
    ):
        command = acts.add_parser(do.__name__.replace("_", "-"), help=help_)
        add_kept_shop(command)
        add_option(command, "--who", name, metavar="NAME", help=WHO)
        command.set_defaults(do=do)
        if do is four_eyes:
            command.add_argument("--ask", choices=(ON, OFF), required=True)
            continue
        add_option(command, "--book", name, metavar="DIGEST", help=BOOK)
        if do is approve:
            days = partial(whole, low=1, high=record.MOST_DAYS)
            add_option(command, "--days", days, default=record.VALID_DAYS, help="its prices are valid")
            continue
        add_option(command, "--offer", name, metavar="ID", help="one bundle (default: the whole book)")
        add_option(command, "--segment", name, metavar="NAME", help="one segment (default: all)")
        if do is withdraw:
            reasons = [reason.value for reason in Withdrawal]
            command.add_argument("--reason", choices=reasons, required=True)


def _add_reading(acts: Acts) -> None:
    """Add what decides nothing: the list, the check, the key, and the book itself."""
    listed = acts.add_parser("list", help="all decisions, oldest first")
    add_kept_shop(listed)
    listed.add_argument(
        "--only", nargs="+", choices=[act.value for act in Act if act in DECISIONS], default=[]
    )
    add_option(listed, "--who", name, metavar="NAME", help="decisions under this name")
    add_option(listed, "--book", name, metavar="DIGEST", help="decisions on this price book")
    add_option(listed, "--out", path, metavar="FILE", help="a .csv or .parquet, in place of the screen")
    listed.set_defaults(do=list_entries)
    check = acts.add_parser("verify", help="find an edited, dropped, reordered or forged entry")
    add_kept_shop(check, required=False)
    add_option(check, "--book", path, metavar="FILE", help="an exported book, checked without a workspace")
    add_option(check, "--signature", path, metavar="FILE", help="of that book (default: beside it)")
    add_option(check, "--key", path, metavar="PUB", help="what export-key wrote")
    check.set_defaults(do=verify)
    key = acts.add_parser("export-key", help="the public key that checks signatures")
    add_option(key, "--workspace", path, metavar="DIR", required=True)
    add_option(key, "--out", path, metavar="FILE", required=True)
    key.set_defaults(do=export_key)
    book = acts.add_parser("export", help="the newest training's price book, signed")
    add_kept_shop(book)
    add_option(book, "--who", name, metavar="NAME", help=WHO)
    add_option(book, "--out", path, metavar="DIR", required=True)
    book.set_defaults(do=export_book)


def approve(options: argparse.Namespace) -> None:
    """Note an approval, of the newest training's book where none is named."""
    ledger, digest = _ledger_and_book(options)
    record.approve(ledger, decider(options), digest, options.days)
    _say_standing(options, ledger, digest)


def withdraw(options: argparse.Namespace) -> None:
    """Note a withdrawal."""
    ledger, digest = _ledger_and_book(options)
    reason = Withdrawal(options.reason)
    record.withdraw(ledger, decider(options), digest, reason, options.offer, options.segment)
    _say_standing(options, ledger, digest)


def restore(options: argparse.Namespace) -> None:
    """Note that a withdrawal is taken back."""
    ledger, digest = _ledger_and_book(options)
    record.restore(ledger, decider(options), digest, options.offer, options.segment)
    _say_standing(options, ledger, digest)


def four_eyes(options: argparse.Namespace) -> None:
    """Note whether two people have to approve a book."""
    ledger = Ledger(shop_directory(options.workspace, options.shop))
    record.ask_four_eyes(ledger, decider(options), options.ask == ON)
    options.voice.release()
    options.voice.say(
        f"Price books leave once {'two people' if options.ask == ON else 'one person'} may say so"
    )


def decider(options: argparse.Namespace) -> str:
    """Return who decides: the person of --as, else the name given; raises InputError where neither is."""
    if options.reader is None and options.who is None:
        raise InputError("who decides is not said", "Give --who NAME, or --as EMAIL of somebody with a role")
    return who_of(options)


def _ledger_and_book(options: argparse.Namespace) -> tuple[Ledger, str]:
    """Return the ledger and the digest of the book that is meant."""
    ledger = Ledger(shop_directory(options.workspace, options.shop))
    if options.book is None:
        run, is_whole = latest_run(options.workspace, options.shop), options.do is not approve
        return ledger, record.advise_run(run, who_of(options), is_whole=is_whole)
    found = [digest for digest in record.decisions(ledger).books if digest.startswith(options.book)]
    if len(found) != 1:
        problem = "no price book is" if not found else "several price books are"
        raise InputError(f"{problem} called {options.book!r}", "Name one that ledger list shows")
    return ledger, found[0]


def _say_standing(options: argparse.Namespace, ledger: Ledger, digest: str) -> None:
    known = record.decisions(ledger)
    words, n = STANDING_WORDS[known.standing(digest)], len(known.withdrawn)
    options.voice.release()
    options.voice.say(f"Price book {digest[:12]}: {words.lower()}; prices withdrawn in this shop: {n:,}")
