"""The command `consent`: who agrees to personal prices, changed by lists, and what refusing costs."""

import argparse
from pathlib import Path

from analytics.cli.arguments import Commands, add_option, place
from analytics.cli.consent_words import consent_words, forgone_words
from analytics.cli.kept_shop import add_kept_shop, opened_shop, shop_directory
from analytics.cli.personal_data import require_idle
from analytics.cli.wording import counted
from analytics.runs.consent import forgone_worth
from analytics.runs.process import newest_run
from data.privacy.consent import change_consent, consent_of
from data.read.customer_list import MOST_BYTES, read_customer_ids
from data.read.opening import name_of, open_file

GRANTED, REFUSED = "granted", "refused"


def add_consent(commands: Commands) -> None:
    """Add `consent` to the command line."""
    consent = commands.add_parser("consent", help="who agrees to personal prices, and what refusing costs")
    add_kept_shop(consent)
    for option, who in (("--refuse", "who refuse"), ("--grant", "who agree")):
        help_ = f"a CSV with customer_id of customers {who}, from now on"
        add_option(consent, option, place, metavar="FILE", help=help_)
    unsaid = "how customers count who were not asked where others were (default at first: refused)"
    consent.add_argument("--unsaid", choices=(REFUSED, GRANTED), help=unsaid)
    consent.set_defaults(do=note_consent)


def note_consent(options: argparse.Namespace) -> None:
    """Note who refuses and who agrees; say what refusing costs."""
    refused, granted = (ids_of(one) for one in (options.refuse, options.grant))
    are_granted = None if options.unsaid is None else options.unsaid == GRANTED
    n_models = 0
    with opened_shop(options) as shop:
        if refused or granted or are_granted is not None:
            require_idle(shop)
            n_models = change_consent(shop, refused, granted, are_granted)
        found = consent_of(shop)
    options.voice.release()
    options.voice.say(consent_words(found))
    run = newest_run(shop_directory(options.workspace, options.shop))
    worth = None if run is None or not found.n_refused else forgone_worth(run, found)
    if worth is not None:
        options.voice.say(forgone_words(worth))
    if n_models:
        options.voice.say(f"Taken out of {counted(n_models, 'model')}: train them again")


def ids_of(file: str | None) -> list[str]:
    """Return the customers of a list; raises InputError where it cannot be read."""
    if file is None:
        return []
    path = Path(file)
    name = name_of(path)
    with open_file(path, name) as opened:
        content = opened.read(MOST_BYTES + 1)  # one more than a list may have, which then says so
    return read_customer_ids(content, name)
