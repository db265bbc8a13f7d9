"""What keeps a line of events out: the first that applies of those that `problems.toml` lists."""

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from data.intake.source.reader import Reader
from data.schema import RejectReason
from data.sql import aside, filled, quoted

IS_SALE = "type = 'purchase' AND units > 0 AND coalesce(net_total, 0) >= 0"
BACK = "(coalesce(abs(returned_quantity), 0) + coalesce(abs(cancelled_quantity), 0))"


@dataclass(frozen=True)
class Problem:
    """What keeps a line out, as `problems.toml` lists it; `value` is the SQL of the text that is shown."""

    reason: str
    column: str
    when: str
    value: str = ""
    of: Literal["", "order", "status", "discount"] = ""

    @property
    def clause(self) -> str:
        """The branch of a CASE that gives a line this problem."""
        column = self.column if self.column.startswith("$") else f"'{self.column}'"
        return (
            f"WHEN {self.when} THEN problem('{self.reason}', {column}, {self.value or 'text_' + self.column})"
        )


def _listed_problems() -> list[Problem]:
    text = Path(__file__).with_name("problems.toml").read_text(encoding="utf-8")
    return [Problem(**fields) for fields in tomllib.loads(text)["problem"]]


PROBLEMS = _listed_problems()


def problem_clauses(reader: Reader, asked: dict[str, Any], reasons: Collection[str]) -> str:
    """Return the clauses that find what keeps a line out: all that are asked, or those of some reasons only.

    A row whose first problem has one of these reasons keeps it: what stood before did not apply.
    """
    problems = [problem for problem in (*PROBLEMS, *_of_instruments(reader)) if asked[problem.of]]
    clauses = [problem.clause for problem in problems if not reasons or problem.reason in reasons]
    return filled("\n".join(clauses), is_sale=IS_SALE, back=BACK)


def _of_instruments(reader: Reader) -> Iterator[Problem]:
    for place, name in enumerate(reader.instruments):
        text = quoted("text of " + name)
        is_wrong = f"NOT coalesce(isfinite({aside(name)}), {text} IS NULL)"
        yield Problem(RejectReason.INSTRUMENT_UNREADABLE, f"$instrument_{place}", is_wrong, text)
