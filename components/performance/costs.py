"""What errors cost: asked in units of money, a miss by the price book's own accounting unless told."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

import pandas as pd
import streamlit as st

from analytics.evidence.curves.money import ThresholdProfits
from analytics.evidence.held_out import HeldOut
from analytics.evidence.performance import ErrorCosts, usual_false_alarm
from components.performance.threshold_words import PER
from components.shell import choices, formats, session
from data.store import Shop

MOST = 1e9  # of one error [currency]


class MissCost(StrEnum):
    """What a miss is taken to cost."""

    CONTRIBUTION = "contribution"
    AMOUNT = "amount"


MISS_WORDS: Mapping[MissCost, str] = {
    MissCost.CONTRIBUTION: "What the purchase contributes",
    MissCost.AMOUNT: "The same amount each",
}
ALARM_HELP = "Of addressing one visit with one product in vain: the banner's place, the coupon's reach."
MISS_HELP = (
    "What the purchase contributes: its price less product cost, fees, fulfilment per item and returns, as "
    "in the price book (a parcel is the whole basket's), less what addressing it would have cost."
)


def choose_costs(shop: Shop, held: HeldOut) -> ErrorCosts:
    """Ask what a false alarm and a miss cost [currency]."""
    currency, contributes = session.currency_of(shop), ErrorCosts(usual_false_alarm(held))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        alarm = _amount(shop, "Cost of a false alarm", contributes.false_alarm, ALARM_HELP, currency)
        by = choices.choose_code(
            "Cost of a miss", MISS_WORDS, key=f"miss-by-{shop.name}", help=MISS_HELP, width=280
        )
        if by is MissCost.CONTRIBUTION:
            return ErrorCosts(alarm)
        usual = max(float(contributes.of_misses(held.contribution)[held.bought == 1].mean()), 0.0)
        return ErrorCosts(alarm, _amount(shop, "Cost of each miss", round(usual, 2), "", currency))


def _amount(shop: Shop, label: str, value: float, help: str, currency: str) -> float:
    return st.number_input(
        formats.with_unit(label, currency),
        min_value=0.0,
        max_value=MOST,
        value=value,
        step=0.01,
        format="%.3f",
        help=help or None,
        width=240,
        key=f"{label}-{shop.name}",
        persist_state="session",
    )


def per_chances(profits: dict[str, ThresholdProfits], held: HeldOut) -> dict[str, ThresholdProfits]:
    """Return profits per 1,000 chances."""
    return {way: replace(of, table=_scaled(of, PER / len(held.bought))) for way, of in profits.items()}


def _scaled(profits: ThresholdProfits, factor: float) -> pd.DataFrame:
    money = ["profit", "low", "high"]
    return profits.table.assign(**profits.table[money] * factor)
