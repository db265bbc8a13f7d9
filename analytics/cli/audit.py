"""The command `audit`: who read, downloaded, imported, trained, decided and erased what, and when."""

import argparse
from datetime import date

import pyarrow as pa

from analytics.cli.arguments import Commands, add_option, name, path
from analytics.cli.kept_shop import add_kept_shop, opened_shop
from analytics.cli.ledger_files import write_table
from analytics.cli.ledger_words import damage_words
from analytics.cli.role_words import ALL_ACT_WORDS
from analytics.cli.voice import show
from data.privacy.audit.log import AuditLog
from data.privacy.audit.trail import chosen, trail_of
from data.privacy.ledger.codes import Act
from data.privacy.roles.rights import Right
from data.schema import InputError

SHOWN = {
    "at": "When (UTC)",
    "who": "Who",
    "act": "What",
    "what": "Of",
    "whom": "Whom",
    "data": "Data state",
}


def add_audit(commands: Commands) -> None:
    """Add `audit` to the command line."""
    audit = commands.add_parser("audit", help="who read and did what with a shop, signed")
    acts = audit.add_subparsers(dest="act", required=True)
    listed = acts.add_parser("list", help="all that was done, oldest first")
    add_kept_shop(listed)
    add_option(listed, "--person", name, metavar="WHO", help="what this person did")
    listed.add_argument("--only", nargs="+", choices=[act.value for act in Act], default=[])
    add_option(listed, "--since", day, metavar="DAY", help="from this day on, as 2026-12-31")
    add_option(listed, "--until", day, metavar="DAY", help="to this day, itself included")
    add_option(listed, "--out", path, metavar="FILE", help="a .csv or .parquet, in place of the screen")
    listed.set_defaults(do=list_trail)
    check = acts.add_parser("verify", help="find an edited, dropped, reordered or forged entry")
    add_kept_shop(check)
    check.set_defaults(do=verify)


def list_trail(options: argparse.Namespace) -> None:
    """Print or write what is asked for of all that was done."""
    with opened_shop(options) as shop:
        trail = trail_of(shop)
    people = [who for who in set(trail["who"]) if who.casefold() == (options.person or "").casefold()]
    if options.person and not people:
        raise InputError(f"nothing was done by {options.person}", "Name somebody whom audit list shows")
    found = chosen(trail, people, options.only, options.since, options.until)
    if options.out:
        write_table(options.out, pa.Table.from_pandas(found, preserve_index=False))
    options.voice.release()
    if len(found) and not options.out:
        words = found.assign(act=found["act"].map({str(act): told for act, told in ALL_ACT_WORDS.items()}))
        show(words[list(SHOWN)].rename(columns=SHOWN).to_string(index=False))
    options.voice.say(f"Entries: {len(found):,} of {len(trail):,}")


def verify(options: argparse.Namespace) -> None:
    """Check a shop's audit log; raises InputError where it is not what was written."""
    with opened_shop(options) as shop:
        found = AuditLog(shop.directory_for(Right.READ_AUDIT)).check()
    if found.damage:
        remedy = "Trust the entries before it alone, and bring the folder audit back from a backup"
        raise InputError(damage_words(found.damage), remedy)
    options.voice.release()
    options.voice.say(f"Entries: {len(found.entries):,}, all as they were signed")


def day(option: str, words: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise InputError(f"{option} has {words[:40]!r}, which is no day", "Write it as 2026-12-31") from None
