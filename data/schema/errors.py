"""What a person sent cannot be used: errors that name where it is and what to do."""

from typing import Any

from data.schema.reasons import RejectReason


class InputError(Exception):
    """Something a person sent cannot be used; the sentence names where it is and what to do.

    Parameters
    ----------
    problem : what is wrong, without a full stop
    remedy : what the person can do about it, without a full stop
    file, column, row : where it is; `row` counts from 1 with the header as row 1
    """

    def __init__(
        self,
        problem: str,
        remedy: str,
        *,
        file: str | None = None,
        column: str | None = None,
        row: int | None = None,
    ) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy
        self.file, self.column, self.row = file, column, row

    def __str__(self) -> str:
        column = f"column {self.column}" if self.column else ""
        row = f"row {self.row}" if self.row else ""
        place = ", ".join(part for part in (self.file, column, row) if part)
        return f"{place + ': ' if place else ''}{self.problem}. {self.remedy}."


class AmbiguousDatesError(InputError):
    """No date of the file says whether the day or the month comes first; a person has to.

    Parameters
    ----------
    examples : dates of the file that read both ways, as they stand there
    """

    def __init__(self, problem: str, remedy: str, *, examples: tuple[str, ...] = (), **place: Any) -> None:
        super().__init__(problem, remedy, **place)
        self.examples = examples


class RejectedError(InputError):
    """Rows that are needed were rejected; the reason's code stands in the problem until it gets its words.

    Parameters
    ----------
    problem : what is wrong, with `{reason}` where the reason is named
    """

    def __init__(self, problem: str, remedy: str, *, reason: RejectReason | str, **place: Any) -> None:
        super().__init__(problem.replace("{reason}", reason), remedy, **place)
        self.pattern, self.reason = problem, reason

    def in_words(self, words: str) -> InputError:
        """Return the error with words in place of the code."""
        place = {"file": self.file, "column": self.column}
        return InputError(self.pattern.replace("{reason}", words), self.remedy, row=self.row, **place)


class NotEnoughDataError(InputError):
    """The shop's data are sound but cannot answer this question (no price variation, one product …)."""
