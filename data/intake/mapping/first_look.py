"""The first look at a file with what only all of its rows tell: codes, shares, sums, rows that go on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from data.read.preview import Preview

Per = Literal["unit", "line"]
How = Literal["", "line", "unit", "share", "percent", "order"]


class Doubt(NamedTuple):
    """What a person should look at in a proposal, and what to write where it is made in a file."""

    sentence: str
    in_a_file: str = ""

    def __str__(self) -> str:
        return f"{self.sentence} In a mapping file, {self.in_a_file}" if self.in_a_file else self.sentence


@dataclass(frozen=True)
class Sums:
    """What the numbers of a file tell; what they leave open is missing.

    Parameters
    ----------
    per : column of amounts → whether it is of each unit, or of the line
    of_order : columns with one number for a whole order
    hows : column of discounts → what its numbers are
    before, after : the columns of amounts that a discount stands between
    is_deducted : whether prices stand after the discounts
    again : columns of discounts that say what another one says
    has_several_lines : whether an order has more than one line
    exact : a column of line totals beside a price per unit that is rounded: it alone has every cent
    is_open : whether there are discounts, and the numbers do not show what prices stand after
    comma : whether the numbers add up with decimal commas alone
    costs : column of costs, or one that behaves so → whether it is of each unit, or of the line
    """

    per: Mapping[str, Per] = field(default_factory=dict)
    of_order: tuple[str, ...] = ()
    hows: Mapping[str, How] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    is_deducted: bool | None = None
    again: tuple[str, ...] = ()
    has_several_lines: bool = False
    exact: str = ""
    is_open: bool = False
    comma: bool = False
    costs: Mapping[str, Per] = field(default_factory=dict)


@dataclass(frozen=True)
class FirstLook(Preview):
    """A preview with what was looked up in the whole file.

    Parameters
    ----------
    codes : column → its different values
    shares : column of reductions → whether these are shares
    unique : column with another value in every row → how many rows that are
    sums : what the numbers tell of the amounts
    fills_down : whether only the first row of an order has the order's fields
    is_merged : whether the order's number is one of these, as cells were merged
    """

    codes: dict[str, list[str]] = field(default_factory=dict)
    shares: dict[str, bool] = field(default_factory=dict)
    unique: dict[str, int] = field(default_factory=dict)
    sums: Sums | None = None
    fills_down: bool = False
    is_merged: bool = False

    @classmethod
    def of(cls, preview: Preview) -> "FirstLook":
        """Return a preview as one of whose other rows nothing is known, a first look as it is."""
        return preview if isinstance(preview, cls) else cls(**vars(preview))
