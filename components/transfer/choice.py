"""What is transferred: the shop to pre-train on, how many trainings, and by which shares of customers."""

from dataclasses import dataclass

import streamlit as st

from analytics.jobs.shop_work import ShopWork
from analytics.lab.transfer.config import MOST_SEEDS, TransferConfig
from analytics.lab.transfer.work import TRANSFER, transfer_from
from components.shell import choices, display, session
from data.store import Shop

SHARES = {0.01: "1 %", 0.02: "2 %", 0.05: "5 %", 0.1: "10 %", 0.3: "30 %", 1.0: "100 %"}
SEEDS_HELP = "Trainings at each share, each with other customers drawn; the more, the surer the mean gain"
SHARES_HELP = "How many of this shop's customers are learned from"


@dataclass(frozen=True)
class Transfer:
    """What may be started.

    Attributes
    ----------
    config : None while something is missing
    """

    work: ShopWork[TransferConfig]
    config: TransferConfig | None


def choose_transfer(shop: Shop) -> Transfer:
    """Ask which shop is pre-trained on, and how the gain is measured."""
    others = {name: name for name in session.shop_names() if name != shop.name}
    if not others:
        display.show_note("Pre-training needs a second shop in this workspace: open the demo, or upload one.")
        return Transfer(TRANSFER, None)
    first, second, third = st.columns([2, 3, 1])
    source = choices.choose_code("Pre-trained on", others, key="transfer-source", ask=first.selectbox)
    plain = TransferConfig()
    with second:
        usual = [f"{share:g}" for share in plain.shares]
        words = {f"{share:g}": of for share, of in SHARES.items()}
        told = choices.choose_several(
            "Customers known", words, usual, key="transfer-shares", help=SHARES_HELP
        )
    seeds = third.number_input("Seeds", 1, MOST_SEEDS, plain.seeds, help=SEEDS_HELP, key="transfer-seeds")
    if not told:
        display.show_note("Choose at least one share of the customers.")
        return Transfer(TRANSFER, None)
    with display.saying_refusals():
        config = TransferConfig(source, tuple(sorted(map(float, told))), int(seeds))
        return Transfer(transfer_from(session.open_shop(source)), config)
    return Transfer(TRANSFER, None)
