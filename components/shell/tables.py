"""Columns of tables by what they hold; heading, unit, format and alignment follow from that."""

from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, get_args

import pandas as pd
import streamlit as st

from components.shell import formats, glossary

BAR_WIDTH = 112  # px: a bar long enough to compare, beside its figure
ENDS = ("Lower end of the 90 % band", "Upper end of the 90 % band")
BAND = (formats.BAND_HELP, formats.BAND_HELP)
DECIMALS = {"number": 2, "money": 2, "share": 1, "bar": 1}  # shares of their per cent
Kind = Literal["text", "count", "number", "share", "money", "bar", "spread", "tick", "day", "time"]


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
        column, number = st.column_config, st.column_config.NumberColumn
        of_decimals = partial(
            number, format=f"%,.{DECIMALS['money'] if self.decimals is None else self.decimals}f"
        )
        draw = {
            "text": column.TextColumn,
            "count": partial(number, format="%,.0f"),
            "number": of_decimals,
            "share": partial(number, format="percent"),
            "money": of_decimals,
            "bar": partial(column.ProgressColumn, format="percent", min_value=0.0, max_value=self.high),
            "spread": partial(column.BarChartColumn, y_min=0),
            "tick": column.CheckboxColumn,
            "day": partial(column.DateColumn, format="D MMM YYYY"),
            "time": partial(column.DatetimeColumn, format="D MMM YYYY, HH:mm", timezone="UTC"),
        }[self.kind]
        label = formats.with_unit(self.label, currency.strip()) if self.kind == "money" else self.label
        width = BAR_WIDTH if self.kind == "bar" else self.width
        return draw(label, help=self.help or glossary.help_for(self.label), width=width)

    def shown(self, values: "pd.Series[Any]") -> "pd.Series[Any]":
        """Return values as the table shows them: none as minus zero, shares as fine as the column is."""
        if self.kind not in DECIMALS or not pd.api.types.is_float_dtype(values):
            return values
        decimals = DECIMALS[self.kind] if self.decimals is None else self.decimals
        if self.kind in ("share", "bar"):
            return values.round(decimals + 2) + 0.0
        return values.mask(values.round(decimals) == 0, 0.0)

    def told(self, value: Any, currency: str) -> str:
        """Return a value of the column in words, as a printed table has it."""
        decimals = {} if self.decimals is None else {"decimals": self.decimals}
        match self.kind:
            case "count":
                return formats.count(value)
            case "money":
                return formats.money(value, currency, **decimals)
            case "share":
                return formats.share(value, **decimals)
        return str(value)


text, count, number, share, money, bar, spread, tick, day, time = (partial(Column, k) for k in get_args(Kind))


def band(
    stem: str, kind: partial[Column], help: tuple[str, str] = ENDS, *, words: str = "", **options: Any
) -> dict[str, Column]:
    """Return the columns of both ends of a 90 % band: `stem`_low and `stem`_high."""
    low, high = (f"{words} from", f"{words} to") if words else ("From", "To")
    ends = {"low": kind(low, help[0], **options), "high": kind(high, help[1], **options)}
    return {f"{stem}_{end}".lstrip("_"): column for end, column in ends.items()}


# Columns that several tables have.
FILE = {"file": text("File"), "kind": text("Holds")}
ROWS = {"rows_read": count("Rows read"), "rows_kept": count("Kept")}
OFFER = {"offer_id": text("Bundle"), "title": text("Parts")}
PRODUCT = {"title": text("Product")}
SEGMENT = {"segment": text("Segment")}
ELASTICITY_BAND = band("elasticity", number)


def truth_of_advice(extra_profit: str, decimals: int) -> dict[str, Column]:
    """Return the columns of advice beside the truth; extra profit in words with its unit."""
    return {
        **OFFER,
        **SEGMENT,
        "discount_share": share("Advised discount", "Empty where it is withheld"),
        "best_discount_share": share("Best discount"),
        "incremental_profit_per_visit": money("Promised", extra_profit, decimals=decimals),
        "true_profit": money("True", f"{extra_profit} at the advised discount", decimals=decimals),
        "best_profit": money("Possible", f"{extra_profit} at the best discount", decimals=decimals),
    }
