"""Columns of tables by what they hold; heading, unit, format and alignment follow from that."""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.shell import formats, glossary

BAR_WIDTH = 112  # px: a bar long enough to compare, beside its figure
ENDS = ("Lower end of the 90 % band", "Upper end of the 90 % band")
BAND = (formats.BAND_HELP, formats.BAND_HELP)


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    SHARE = "share"
    MONEY = "money"
    BAR = "bar"
    SPREAD = "spread"
    TICK = "tick"
    DAY = "day"
    TIME = "time"


@dataclass(frozen=True)
class Column:
    """A column: what it holds, its heading and help, and where they differ from the usual, its details.

    Attributes
    ----------
    width : [px], at most for words and ids
    high : the share of a full bar
    """

    kind: Kind
    label: str
    help: str | None = None
    decimals: int | None = None
    width: int | None = None
    high: float = 1.0

    def config(self, currency: str) -> Any:
        """Return the column's configuration; the unit stands in the heading, as $-5.00 reads ill."""
        label, column = self.label, st.column_config
        decimals = 2 if self.decimals is None else self.decimals
        options = {"help": self.help or glossary.help_for(label), "width": self.width}
        match self.kind:
            case Kind.COUNT:
                return column.NumberColumn(label, format="%,.0f", **options)
            case Kind.NUMBER:
                return column.NumberColumn(label, format=f"%,.{decimals}f", **options)
            case Kind.MONEY:
                label = formats.with_unit(label, currency.strip())
                return column.NumberColumn(label, format=f"%,.{decimals}f", **options)
            case Kind.SHARE:
                return column.NumberColumn(label, format="percent", **options)
            case Kind.BAR:
                options["width"] = BAR_WIDTH
                return column.ProgressColumn(
                    label, format="percent", min_value=0.0, max_value=self.high, **options
                )
            case Kind.SPREAD:
                return column.BarChartColumn(label, y_min=0, **options)
            case Kind.TICK:
                return column.CheckboxColumn(label, **options)
            case Kind.DAY:
                return column.DateColumn(label, format="D MMM YYYY", **options)
            case Kind.TIME:
                return column.DatetimeColumn(label, format="D MMM YYYY, HH:mm", timezone="UTC", **options)
        return column.TextColumn(label, **options)

    def shown(self, values: "pd.Series[Any]") -> "pd.Series[Any]":
        """Return values as the table shows them: shares with as many decimals of a per cent as they have."""
        if self.kind not in (Kind.SHARE, Kind.BAR) or not pd.api.types.is_float_dtype(values):
            return values
        return values.round(2 + (1 if self.decimals is None else self.decimals))

    def told(self, value: Any, currency: str) -> str:
        """Return a value of the column in words, as a printed table has it."""
        decimals = {} if self.decimals is None else {"decimals": self.decimals}
        match self.kind:
            case Kind.COUNT:
                return formats.count(value)
            case Kind.MONEY:
                return formats.money(value, currency, **decimals)
            case Kind.SHARE:
                return formats.share(value, **decimals)
        return str(value)


text, count, number, share, money = (
    partial(Column, kind) for kind in (Kind.TEXT, Kind.COUNT, Kind.NUMBER, Kind.SHARE, Kind.MONEY)
)
bar, spread, tick, day, time = (
    partial(Column, kind) for kind in (Kind.BAR, Kind.SPREAD, Kind.TICK, Kind.DAY, Kind.TIME)
)


def band(
    stem: str, kind: partial[Column], help: tuple[str, str] = ENDS, *, words: str = "", **options: Any
) -> dict[str, Column]:
    """Return the columns of both ends of a 90 % band: `stem`_low and `stem`_high."""
    labels = (f"{words} from", f"{words} to") if words else ("From", "To")
    names = (f"{stem}_low".lstrip("_"), f"{stem}_high".lstrip("_"))
    return {
        name: kind(*of, **options) for name, of in zip(names, zip(labels, help, strict=True), strict=True)
    }


# Columns that several tables have.
FILE = {"file": text("File"), "kind": text("Holds")}
ROWS = {"rows_read": count("Rows read"), "rows_kept": count("Kept")}
OFFER = {"offer_id": text("Bundle"), "title": text("Parts")}
PRODUCT = {"title": text("Product")}
SEGMENT = {"segment": text("Segment")}
ELASTICITY_BAND = band("elasticity", number)
TRUTH_OF_ADVICE = {
    **OFFER,
    **SEGMENT,
    "discount_share": share("Advised discount", "Empty where it is withheld"),
    "best_discount_share": share("Best discount"),
    "incremental_profit_per_visit": money("Promised", formats.EXTRA_PROFIT),
    "true_profit": money("True", f"{formats.EXTRA_PROFIT} at the advised discount"),
    "best_profit": money("Possible", f"{formats.EXTRA_PROFIT} at the best discount"),
}
