"""What past changes of price say, in sentences."""

import pandas as pd

from analytics.evidence.price_changes.changes import LEAST_CHANGE
from analytics.evidence.price_changes.codes import ChangeKind, Sample
from analytics.evidence.price_changes.event_study import FEWEST_PROMOTIONS
from components.shell import formats

KINDS = {
    ChangeKind.PROMOTION: "Promotion",
    ChangeKind.DEARER_FOR_A_TIME: "Dearer for a time",
    ChangeKind.LASTING_CUT: "Lasting cut",
    ChangeKind.LASTING_RISE: "Lasting rise",
    ChangeKind.STILL_ON: "Still on at the end",
}
SAMPLES = {Sample.HELD_OUT: "Not seen by the model", Sample.LEARNED_FROM: "Learned from"}
NO_CHANGES = (
    f"No price of these products moved by {formats.share(LEAST_CHANGE, 0)} or more against its weeks before, "
    "so there is no past change to judge the model by. What it expected of every week is still told below."
)
METHOD = """
**Changes** are found in the prices of the tested products: a price that leaves the median of its four weeks
before by 5 % or more. Back within eight weeks it was a promotion, or dearer for a time; after that it
counts as a new price, judged by its first eight weeks.

**Predicted** is by the model under test, which learned only from visits before the dotted line. It is told
who came and what else was in each basket, not what the changed product sold: a test of its price response,
no forecast of how many will come. Without the changes, the same visits meet the price before; what a change
added to baskets is taken out of them. Where views are recorded, only visits that looked at a product count,
so what a promotion gained by drawing more looks is not in the forecast.

**Bands** hold nine in ten outcomes: chance, how far sales of weeks and products strayed from the forecast
while prices stood, and how sure the price slopes are.

**Bought ahead or put off** compares the weeks around promotions with undisturbed weeks of the same
products, week by week of the shop. Customers who stay away altogether after a promotion count only as far
as others do not come more often, and demand that rises or falls around promotions by itself looks the same.
"""
FEW = 10  # changes: below, the share of bands that hold says little


def answer(tables: dict[str, pd.DataFrame]) -> str:
    """Return in a few sentences how far sales followed the forecast, and what promotions were worth."""
    changes, shop = tables["changes"], tables["shop"]
    if changes.empty:
        return NO_CHANGES
    row = shop.iloc[0]  # held out, where there is any such change
    is_held_out = row["sample"] == Sample.HELD_OUT
    seen = "that the model had not seen" if is_held_out else "all of which the model has learned from"
    n = formats.counted(row["n_changes"], "past change of price", "past changes of price")
    held = f"sales came out within the predicted 90 % band in {formats.count(row['n_in_band'])}"
    words = (
        f"Of {n} {seen}, {held}; together {formats.count(row['units'])} units were sold, where "
        f"{formats.count(row['expected'])} were predicted, and {formats.count(row['before'])} without the "
        "changes."
    )
    return f"{words} {promotion_answer(tables['total'])}"


def promotion_answer(total: pd.DataFrame) -> str:
    """Return in a sentence what promotions gained, and what of that had only moved."""
    if total.empty:
        return "There are too few promotions to tell what was only bought ahead of time."
    row = total.iloc[0]
    gain = f"Promotions sold {_more(row['units_gain'])} than their weeks usually do"
    if row["units_after_low"] > 0:
        return (
            f"{gain}, of which {formats.count(row['units_after'])} (90 % band "
            f"{formats.band(row['units_after_low'], row['units_after_high'], decimals=0)}) were only bought "
            f"ahead of time; {formats.count(row['units_net'])} are left."
        )
    return f"{gain}; purchases ahead of time cannot be told from none."


def few_words(shop: pd.DataFrame) -> str:
    """Return how sure the share of bands that hold is, where it is not."""
    if shop.empty or shop["n_changes"].iloc[0] >= FEW:
        return ""
    return (
        f"So few changes ({formats.count(shop['n_changes'].iloc[0])}) say little about the model: bands that "
        "hold can be luck, and so can one that does not."
    )


def sample_words(shop: pd.DataFrame) -> str:
    """Return for each sample, in a paragraph of its own, how much was predicted and how far off that was."""
    told = []
    for row in shop.to_dict("records"):
        holds = "inside" if row["is_in_band"] else "outside"
        band = formats.band(row["expected_low"], row["expected_high"], decimals=0)
        told.append(
            f"{SAMPLES[row['sample']]}: {formats.counted(row['n_changes'], 'change')}, "
            f"{formats.count(row['units'])} units sold, {formats.count(row['expected'])} predicted "
            f"(90 % band {band}, sales lie {holds} it), {formats.count(row['before'])} without the changes."
        )
    return "\n\n".join(told)


def moved_words(total: pd.DataFrame, currency: str, is_announced: bool) -> str:
    """Return what promotions gained in units and money, before and after what only moved is taken off."""
    row, net = total.iloc[0], "net_announced" if is_announced else "net"
    n = formats.counted(row["n_promotions"], "promotion")
    earned, kept = (formats.money(row[f"contribution_{part}"], currency, 0) for part in ("gain", net))
    ends = (row[f"units_{net}_low"], row[f"units_{net}_high"])
    money_ends = (row[f"contribution_{net}_low"], row[f"contribution_{net}_high"])
    left = f"{formats.count(row[f'units_{net}'])} units are left"
    return (
        f"{n} sold {_more(row['units_gain'])} than their weeks usually do, and moved contribution by "
        f"{earned}. Less what the weeks around them lack, {left} (90 % band "
        f"{formats.band(*ends, decimals=0)}), and {kept} (90 % band "
        f"{formats.band(*money_ends, currency, 0)})."
    )


def too_steep_words(total: pd.DataFrame) -> str:
    """Return what purchases ahead of time mean for the price response, where they were found."""
    if total["units_after_low"].iloc[0] <= 0:
        return ""
    return (
        "The price response learned from these weeks as well. It takes purchases that were only made ahead "
        "of time for an answer to the price, so its elasticities are steeper, and its discounts promise "
        "more, than what is left."
    )


def too_few_words(changes: pd.DataFrame) -> str:
    """Return why nothing can be told of the weeks around promotions."""
    n = int((changes["kind"] == ChangeKind.PROMOTION).sum())
    found = (
        "No promotion was found"
        if n == 0
        else f"Only {formats.counted(n, 'promotion was', 'promotions were')} found"
    )
    return (
        f"{found} whose weeks before and after can be compared with undisturbed ones; it takes "
        f"{FEWEST_PROMOTIONS} or more that ended, with weeks at the usual price around them. So what was "
        "only bought ahead of time cannot be known here, and gains of promotions may be smaller than they "
        "look."
    )


def _more(units: float) -> str:
    """Return a surplus in words: 12 units more, 3 units fewer."""
    return f"{formats.count(abs(units))} units {'more' if round(units) >= 0 else 'fewer'}"
