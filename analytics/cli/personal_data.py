"""Commands on personal data: show or forget a customer, erase rows that are too old."""

import argparse
import sys
from functools import partial
from pathlib import Path

from analytics.cli.arguments import Commands, add_option, is_text, path, whole
from analytics.cli.kept_shop import add_kept_shop, opened_shop
from analytics.cli.outputs import PREFIX
from analytics.cli.person_file import person_file
from analytics.cli.wording import counted
from analytics.jobs.everywhere import at_work
from data.privacy.forget import forget_customer
from data.privacy.held import held_about
from data.privacy.retention import LEAST_DAYS, MOST_DAYS, Erased, erase_old, keep_for, retention_of
from data.read.writing import whole_file
from data.schema import InputError
from data.store import Shop

MOST_CHARACTERS = 10_000  # of an id


def add_personal_data(commands: Commands) -> None:
    """Add `access`, `forget` and `retain` to the command line."""
    for do, help_ in (
        (access, "write all that is held about a customer, whose id is read from standard input"),
        (forget, "forget a customer, whose id is read from standard input"),
        (retain, "erase rows that are older than the shop keeps them"),
    ):
        command = commands.add_parser(do.__name__, help=help_)
        add_kept_shop(command)
        command.set_defaults(do=do)
        if do is access:
            add_option(command, "--out", path, metavar="FILE.zip", required=True)
        if do is retain:
            _add_age(command)


def access(options: argparse.Namespace) -> None:
    """Write what is held about the customer whose id stands on standard input, for their eyes."""
    customer_id = customer_id_typed()
    with opened_shop(options) as shop:
        held = held_about(shop, customer_id)
    _write_for_owner(options.out, person_file(held, options.shop))
    options.voice.release()
    options.voice.say(f"Written to {options.out}: {counted(held.n_rows, 'row')}")


def forget(options: argparse.Namespace) -> None:
    """Forget the customer whose id stands on standard input: it is in no argument, so in no process list."""
    customer_id = customer_id_typed()
    with opened_shop(options) as shop:
        require_idle(shop)
        forgotten = forget_customer(shop, customer_id)
    options.voice.release()
    options.voice.say(f"Forgotten: {forgotten.n_rows} rows; {forgotten.n_runs} trainings are to be repeated")


def retain(options: argparse.Namespace) -> None:
    """Erase what is older than the shop keeps it; what a daily call of this command does on schedule."""
    with opened_shop(options) as shop:
        require_idle(shop)
        if options.forever or options.days is not None:
            erased = keep_for(shop, None if options.forever else options.days)
        else:
            erased = erase_old(shop)
        days = retention_of(shop).days
    options.voice.release()
    if days is None:
        options.voice.say("Rows are kept forever: give --days to have old ones erased")
        return
    options.voice.say(f"Rows are kept for {counted(days, 'day')}. {erased_words(erased)}")


def erased_words(erased: Erased) -> str:
    """Say what was erased."""
    stale = f"; {counted(erased.n_runs, 'training')} to repeat" if erased.n_runs else ""
    return f"Erased: {counted(erased.n_rows, 'row')}{stale}"


def _add_age(command: argparse.ArgumentParser) -> None:
    age = command.add_mutually_exclusive_group()
    days = partial(whole, low=LEAST_DAYS, high=MOST_DAYS)
    add_option(age, "--days", days, metavar="N", help="keep rows so long; as chosen before if absent")
    age.add_argument("--forever", action="store_true", help="keep all rows from now on")


def require_idle(shop: Shop) -> None:
    """Raise InputError where work is going on with a shop's customers."""
    if at_work(shop.directory):
        raise InputError("work is going on with these customers", "Wait for its end, then try again")


def _write_for_owner(file: Path, content: bytes) -> None:
    """Write a file that nobody else on the machine may read, whole or not at all."""
    if file.suffix != ".zip" or file.is_dir():
        raise InputError(f"--out {file} is no zip file", "Name a file that ends in .zip")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(file, PREFIX, mode=0o600) as draft:
            draft.write_bytes(content)
    except OSError:
        raise InputError(f"--out {file}: it cannot be written there", "Name another place") from None


def customer_id_typed() -> str:
    """Read the id from standard input, without a word of it in any error."""
    try:
        line = sys.stdin.readline(MOST_CHARACTERS + 1)
    except (OSError, ValueError):  # no text, or nothing that can be read
        line = ""
    customer_id = line.strip()
    is_id = customer_id and len(line) <= MOST_CHARACTERS and "\0" not in customer_id
    if not is_id or not is_text(customer_id):
        raise InputError("no customer id was given", "Write it to standard input, on a line of its own")
    return customer_id
