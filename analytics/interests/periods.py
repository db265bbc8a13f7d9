"""Periods that histories are counted in, and the windows ahead that are forecast."""

from dataclasses import dataclass
from enum import StrEnum

HORIZONS = (30, 60, 90)  # days ahead at which a window ends; windows follow on each other
_MOST_TESTED = 3  # windows at the end that every method is judged on
_MOST_VALIDATED = 2  # windows before those, which tune
_FEWEST_LEARNED = 2  # windows before all of those


class Period(StrEnum):
    """How long a period is; the codes are the mart's."""

    WEEK = "week"
    FOUR_WEEKS = "4weeks"
    MONTH = "month"

    @property
    def days(self) -> float:
        """Days of a period, of a month on average."""
        return {"week": 7.0, "4weeks": 28.0, "month": 30.44}[self.value]

    @property
    def per_window(self) -> int:
        """Periods of a window of about thirty days."""
        return 4 if self is Period.WEEK else 1


@dataclass(frozen=True)
class Timeline:
    """Which windows are learned from, which tune, and which judge: always the past first.

    Parameters
    ----------
    n_periods : that the shop's history has
    per_window : periods of a window
    """

    n_periods: int
    per_window: int = 1

    @property
    def is_long_enough(self) -> bool:
        """Whether there are windows to learn from, to tune on and to judge by."""
        return self.n_periods // self.per_window >= _FEWEST_LEARNED + 2

    @property
    def tested(self) -> tuple[int, ...]:
        """First periods of the windows that judge."""
        n_windows = self.n_periods // self.per_window
        n_tested = min(_MOST_TESTED, max(1, (n_windows - _FEWEST_LEARNED) // 3))
        return self._starts(n_tested, self.n_periods)

    @property
    def validated(self) -> tuple[int, ...]:
        """First periods of the windows that tune."""
        n_windows = self.tested[0] // self.per_window
        n_validated = min(_MOST_VALIDATED, max(1, (n_windows - _FEWEST_LEARNED) // 2))
        return self._starts(n_validated, self.tested[0])

    def origin(self, start: int, horizon: int) -> int:
        """Return the period before which all is known when a window is forecast so many windows ahead.

        Parameters
        ----------
        horizon : 0 for the next window, 1 for the one after it
        """
        return start - horizon * self.per_window

    def _starts(self, n: int, end: int) -> tuple[int, ...]:
        return tuple(end - self.per_window * k for k in range(n, 0, -1))
