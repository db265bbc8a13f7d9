"""What a person should look at in a proposal, where names and numbers leave it open."""

from data.intake.mapping.amounts import DISCOUNTS
from data.intake.mapping.first_look import Doubt, Sums
from data.intake.mapping.values import Column
from data.schema.mapping import Mapping

ROUND = r"\d?[05]([.,]0+)?"  # 0, 5, 10, … 95: reductions in percent, or in money
NONE_OFF = r"0([.,]0+)?"
MANY_ROWS = 50  # each with another product, until that is odd
STAND = {"deducted": "after", "to deduct": "before"}


def doubts_of(
    mapping: Mapping, columns: dict[str, Column], sums: Sums | None, vague: list[str]
) -> list[Doubt]:
    """Return the doubts about a proposal for a file of events.

    Parameters
    ----------
    sums : what the numbers tell, where they were looked at
    vague : columns of reductions whose names do not say whether they are money or shares of it
    """
    found = [
        _percents_or_money(mapping.columns, columns, sums, vague),
        _before_or_after(mapping, sums),
        _a_product_in_every_row(mapping.columns, columns),
    ]
    return [doubt for doubt in found if doubt]


def _percents_or_money(
    chosen: dict[str, str], columns: dict[str, Column], sums: Sums | None, vague: list[str]
) -> Doubt | None:
    """Return what to look at where a reduction is taken for money and its round numbers may be percents."""
    name = chosen.get("discount_total", "")
    if name not in vague or columns[name].share(ROUND) < 1 or columns[name].share(NONE_OFF) == 1:
        return None
    if sums is not None and name in sums.hows:
        return None
    return Doubt(
        f"{name} is read as money taken off the line, and may be percents: "
        "map it as discount_share instead where 10 means 10 %."
    )


def _before_or_after(mapping: Mapping, sums: Sums | None) -> Doubt | None:
    """Return what to look at where the numbers do not show whether prices stand after the discounts."""
    names = [mapping.columns[name] for name in DISCOUNTS.values() if name in mapping.columns]
    how = STAND.get(str(mapping.constants.get("discounts")))
    if sums is None or not sums.is_open or not names or how is None:
        return None
    other = next(key for key, words in STAND.items() if words != how)
    return Doubt(
        f"Prices are read as standing {how} the discounts in {names[0]}, which no total confirms.",
        f'say "discounts": "{other}" if they do not.',
    )


def _a_product_in_every_row(chosen: dict[str, str], columns: dict[str, Column]) -> Doubt | None:
    """Return what to look at where every row has another product: it may number the lines."""
    name = chosen.get("product_id", "")
    if name not in columns or columns[name].n_unique < MANY_ROWS:
        return None
    return Doubt(
        f"{name} is read as the product, and has another value in every row: it may number the lines."
    )
