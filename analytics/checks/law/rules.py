"""The rules as their files have them: where each stands, since when, and when it was last looked at."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from analytics.checks.law.codes import Law

FOLDER = Path(__file__).parent / "rules"


@dataclass(frozen=True)
class Rule:
    """A rule of law.

    Attributes
    ----------
    text_date : of the text that was read
    in_force : since when it applies
    looked_at : when somebody last looked whether the file is still right
    is_legal_advice : False of all of them
    days : of the period before a reduction, where the rule has one
    sentence : that has to be shown in these words, where the rule gives one
    """

    law: Law
    source: str
    article: str
    place: str
    text_date: date
    in_force: date
    looked_at: date
    url: str
    is_legal_advice: bool
    days: int = 0
    sentence: str = ""


@cache
def rule(law: Law) -> Rule:
    """Return a rule as its file has it."""
    return Rule(law, **tomllib.loads((FOLDER / f"{law}.toml").read_text(encoding="utf-8")))


def rules() -> list[Rule]:
    """Return all rules, in the order of their codes."""
    return [rule(law) for law in Law]
