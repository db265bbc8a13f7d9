"""Why a row of a file is not kept, in words: for intake.json, for sentences and for the pages."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from data.schema import InputError, RejectedError

_WORDS: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("reject_reasons.toml").read_text(encoding="utf-8")
)


def reject_words(reason: str) -> str:
    """Return what people read for a reason; what no version of ours stores stays as it is."""
    return _WORDS.get(reason, reason)


def counted_in_words(rejected: Mapping[str, int]) -> dict[str, int]:
    """Return rows by reason in words, in the order of the words."""
    return dict(sorted((reject_words(reason), n) for reason, n in rejected.items()))


def error_in_words(error: InputError) -> str:
    """Return an error as its sentence, with the reason of rejected rows in words."""
    return str(error.in_words(reject_words(error.reason)) if isinstance(error, RejectedError) else error)
