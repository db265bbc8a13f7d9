"""Customers as a file tells of them → as a fitted model knows customers: segment and attributes."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from analytics.arrays import Floats
from analytics.demand.attributes import as_levels
from analytics.demand.encoder import Encoder
from analytics.runs.snapshot import NO_PURCHASE
from analytics.segments.choice import SegmentChoice

SEGMENT = "segment"
_UNKNOWN = "unknown"  # the level of an attribute that is not known
_RARE = "\x00"  # any value that has no level of its own


class LenientEncoder(Encoder):
    """An encoder that takes customers of whom an attribute is not known for average ones.

    Where the training met customers without a value, those have a level of their own, which they get.
    """

    def _attributes(self, who: pd.DataFrame) -> Floats:
        attributes = super()._attributes(who)
        start = 0
        for name, levels in self.levels_.items():
            if _UNKNOWN not in levels:
                attributes[who[name].isna(), start : start + len(levels)] = 0
            start += len(levels)
        return attributes


class Descriptions:
    """What a model knows of customers, out of texts.

    Parameters
    ----------
    encoder : of the fitted model
    choice : what made the run's segments
    """

    def __init__(self, encoder: Encoder, choice: SegmentChoice) -> None:
        self.choice, self.segments = choice, tuple(encoder.segments_)
        self.cuts = {name: tuple(cuts) for name, cuts in encoder.cuts_.items()}
        self.levels = {name: tuple(levels) for name, levels in encoder.levels_.items()}

    def columns_used(self, file_columns: Sequence[str]) -> dict[str, str]:
        """Return which columns of a file the model knows: its own name → the file's."""
        of_file = {column.strip().lower(): column for column in reversed(file_columns)}
        segment = [self.choice.attribute, SEGMENT] if self.choice.kind == "attribute" else [SEGMENT]
        named = next((name for name in segment if name and name.lower() in of_file), None)
        found = {name: of_file[name.lower()] for name in self.levels if name.lower() in of_file}
        return found | ({SEGMENT: of_file[named.lower()]} if named else {})

    def first_no_number(self, rows: pd.DataFrame) -> tuple[int, str, str] | None:
        """Return place, name and text of the first value that should be a number and is none."""
        for name, cuts in self.cuts.items():
            if cuts and name in rows:
                is_wrong = rows[name].notna() & pd.to_numeric(rows[name], errors="coerce").isna()
                if is_wrong.any():
                    place = int(is_wrong.to_numpy().argmax())
                    return place, name, str(rows[name].iloc[place])
        return None

    def describe(self, rows: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
        """Return segment and attributes of customers, one row each as given; None where nothing tells.

        Parameters
        ----------
        rows : texts out of a file: any of `segment` and the model's attributes
        known : the same of the same customers, as far as the run knew them; a file's word goes before it
        """
        table = {SEGMENT: self._segment(rows, known)}
        for name, levels in self.levels.items():
            value = _first_known(name, rows, known)
            if self.cuts[name]:
                table[name] = pd.to_numeric(value, errors="coerce").astype(float)
            else:
                table[name] = _matched(value, levels, lambda text: _RARE)
        return pd.DataFrame(table, index=rows.index)

    def alike(self, described: pd.DataFrame) -> pd.Series:
        """Return a text that customers share whom the model cannot tell apart but by their past."""
        levels = {name: as_levels(described[name], cuts) for name, cuts in self.cuts.items()}
        known = pd.DataFrame(levels, index=described.index).fillna(_UNKNOWN)
        return described[SEGMENT].fillna(_RARE).str.cat(known, sep="\x1f")

    def _segment(self, rows: pd.DataFrame, known: pd.DataFrame) -> pd.Series:
        """The segment that a file names, else the one known; of newcomers that of no purchase yet."""
        value = _first_known(SEGMENT, rows, known)
        is_told = SEGMENT in rows and self.choice.kind == "attribute"
        missing = [name for name in (("Unknown",) if is_told else ()) if name in self.segments]
        missing += [name for name in (NO_PURCHASE,) if name in self.segments]
        value = value.where(value.notna(), missing[0] if missing else None)
        return _matched(value, self.segments, self._strange)

    def _strange(self, text: str) -> str | None:
        """Return the segment of a value that no segment is called by."""
        if self.choice.kind == "attribute":
            return next((name for name in ("Other", "All customers") if name in self.segments), None)
        return None


def _first_known(name: str, rows: pd.DataFrame, known: pd.DataFrame) -> pd.Series:
    """Return a column's values as texts: the file's, else those known."""
    nothing = pd.Series([None] * len(rows), rows.index, dtype=object)
    own, other = (
        frame[name].astype(object).set_axis(rows.index) if name in frame else nothing
        for frame in (rows, known)
    )
    return own.where(own.notna(), other.where(other.notna(), None))


def _matched(value: pd.Series, names: Sequence[str], strange: Callable[[str], str | None]) -> pd.Series:
    """Return values as one of some names: the same text, or the same number; None stays None."""
    numbers = {number: name for name in reversed(names) if (number := _number(name)) is not None}
    place, found = pd.factorize(value.astype(object))
    words = []
    for one in found:
        text = str(one).strip()
        number = _number(text)
        match = text if text in names else numbers.get(number) if number is not None else None
        words.append(strange(text) if match is None else match)
    return pd.Series(np.array([*words, None], object)[place], value.index, dtype=object)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
