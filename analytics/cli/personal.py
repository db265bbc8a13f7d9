"""What becomes of personal data in the files of a command: the option that chooses, and what is said."""

import argparse

from analytics.cli.personal_words import (
    KEEP_WORDS,
    ids_words,
    joined_words,
    kept_ids_words,
    replaced_words,
)
from data.intake.load import Source
from data.intake.personal.settle import Settled, settle_personal
from data.schema import InputError, PersonalChoice, Replacement
from data.store import Shop

CHOICES = {True: PersonalChoice.ALL, False: PersonalChoice.KEEP, None: None}


def add_pseudonyms(command: argparse.ArgumentParser) -> None:
    """Let a command choose what becomes of personal data; unsaid, what looks personal is replaced."""
    help_ = (
        "keep customers and personal columns under keyed pseudonyms, or all as it is; unsaid, what looks "
        "personal is replaced; a kept shop stays so"
    )
    command.add_argument("--pseudonyms", action=argparse.BooleanOptionalAction, help=help_)


def refuse_of_demo(options: argparse.Namespace) -> None:
    """Raise InputError where the demo shop, which has no files, is to have pseudonyms or none."""
    if getattr(options, "pseudonyms", None) is not None:
        raise InputError("--pseudonyms is of files, and --demo has none", "Leave one of them out")


def settled_aloud(shop: Shop, sources: list[Source], options: argparse.Namespace) -> list[Source]:
    """Return files with what becomes of their personal data, and say it of each."""
    told = CHOICES[getattr(options, "pseudonyms", None)]
    settled = settle_personal(shop, sources, told)
    done = {source.name: _done(source) for source in settled.sources}
    for name, chosen in done.items():
        if chosen:
            say(options, name, replaced_words(chosen))
        if stays := settled.joined.get(name):
            say(options, name, joined_words(stays))
    _say_of_ids(settled, options)
    columns = [column for chosen in done.values() for column in chosen]
    if told is None and (columns or (settled.ids and settled.replaces_ids)):
        options.voice.say(KEEP_WORDS.format(column=next(iter(columns), "customer_id")))
    return settled.sources


def say(options: argparse.Namespace, name: str, sentence: str) -> None:
    """Say something of a file aloud, and keep it for intake.json."""
    options.told[name] = [*options.told.get(name, []), sentence]
    options.voice.say(f"{name}: {sentence}")


def _say_of_ids(settled: Settled, options: argparse.Namespace) -> None:
    if settled.ids is not None:
        words = ids_words if settled.replaces_ids else kept_ids_words
        options.voice.say(words(settled.ids))


def _done(source: Source) -> dict[str, Replacement]:
    chosen = source.mapping.personal
    return {name: how for name, how in chosen.items() if how is not Replacement.KEEP}
