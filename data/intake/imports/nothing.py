"""What is said of a file of which no row came in, and when that is no fault."""

from data.intake.imports.overlap import KNOWN
from data.intake.imports.versions import NO_SALE
from data.schema import RejectedError


def sound_reasons(import_no: int) -> set[str]:
    """Return reasons for which a file may leave nothing: its rows are known, or its sales undone."""
    return {str(reason) for reason in (KNOWN | NO_SALE if import_no > 1 else KNOWN)}


def nothing_usable(rejected: dict[str, int], name: str) -> RejectedError:
    """Return the error of a file whose every row was rejected.

    Parameters
    ----------
    rejected : reason → rows
    """
    n_most, n_rows = max(rejected.values(), default=0), sum(rejected.values())
    return RejectedError(
        f"no row can be used ({n_most:,} of {n_rows:,}: {{reason}})",
        "Check the mapping of its columns, or that this is the right kind of file",
        reason=max(rejected, key=lambda reason: rejected[reason], default="no rows"),
        file=name,
        row=2,
    )
