"""The lines of a privacy budget's record: limits, what was spent, and what was answered for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from data.privacy.budget.amounts import Composition, Cost, Limit, Mechanism
from data.privacy.ledger.canonical import canonical, sha256

Figures = list[dict[str, Any]]


class Act(StrEnum):
    """What a line of the record is."""

    LIMIT = "limit"
    SPENT = "spent"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Spending:
    """One thing that was asked.

    Attributes
    ----------
    at : when, ISO 8601 in UTC
    question : what was asked, values of JSON; its digest names it
    data : fingerprint of the data that it was asked of
    figures : the answer, None where its process ended before it was written
    """

    at: str
    question: Mapping[str, Any]
    data: str
    cost: Cost
    figures: Figures | None = None


def limit_of(lines: list[dict[str, Any]]) -> Limit:
    """Return the limit that was set last, the usual one where none was."""
    for line in reversed(lines):
        if line["act"] == Act.LIMIT:
            return Limit(line["epsilon"], line["delta"], Composition(line["composition"]))
    return Limit()


def spendings_of(lines: list[dict[str, Any]]) -> dict[str, Spending]:
    """Return everything that was asked, by what names question and data."""
    found: dict[str, Spending] = {}
    for line in lines:
        if line["act"] == Act.SPENT:
            told = line["cost"]
            cost = Cost(Mechanism(told["mechanism"]), float(told["epsilon"]), float(told["delta"]))
            found[line["name"]] = Spending(line["at"], line["question"], line["data"], cost)
        elif line["act"] == Act.ANSWERED:
            found[line["name"]] = replace(found[line["name"]], figures=line["figures"])
    return found


def named(question: Mapping[str, Any], data: str) -> str:
    """Return what names a question that is put to a state of the data."""
    return sha256(canonical({"question": dict(question), "data": data}))
