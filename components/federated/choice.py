"""Which shops train together, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from analytics.cli.federated_words import PLACE_WORDS, SHARED_WORDS
from analytics.jobs.shop_work import ShopWork
from analytics.runs.federated.config import MOST_LOST, ROUNDS, JointConfig
from analytics.runs.federated.work import FEDERATED, federated_among
from analytics.segments.choice import FIGURES
from components.shell import choices, display, session
from data.store import Shop

ROUNDS_HELP = "How often the shops exchange updates; between two exchanges each learns by itself"
SHARED_HELP = "What the shops have in common; what one of them alone sells stays its own in any case"
LOST_HELP = "Messages lost on the way, by lot: what a shop does that drops out now and then"
COMPARED_HELP = "Trains each shop alone and on all rows pooled, too: for shops whose rows may be in one place"
PLACE_HELP = "Where the shops are at work; Flower has to be installed in an environment of its own"
RFM = "Recency, frequency and money"


@dataclass(frozen=True)
class Training:
    """What may be started.

    Attributes
    ----------
    config : None while something is missing
    """

    work: ShopWork[JointConfig]
    config: JointConfig | None


def choose_training(shop: Shop) -> Training:
    """Ask which shops train with this one, and how."""
    others = {name: name for name in session.shop_names() if name != shop.name}
    if not others:
        display.show_note("Training together needs a second shop in this workspace: open one, or upload it.")
        return Training(FEDERATED, None)
    plain = JointConfig()
    chosen = choices.choose_several("Together with", others, list(others)[:3], key="federated-shops")
    first, second, third, fourth = st.columns([2, 2, 1, 1])
    shared = choices.choose_code(
        "Shared", _capital(SHARED_WORDS), key="federated-shared", help=SHARED_HELP, ask=first.selectbox
    )
    segments = choices.choose_code(
        "Segments", _segments(shop), key="federated-segments", ask=second.selectbox
    )
    rounds = third.number_input("Rounds", *ROUNDS, plain.rounds, help=ROUNDS_HELP, key="federated-rounds")
    with fourth:
        most = (0, round(100 * MOST_LOST))
        lost = choices.choose_share("Lost", most, plain.lost_share, help=LOST_HELP, key="federated-lost")
    below, beside = st.columns([2, 4], vertical_alignment="bottom")
    place = choices.choose_code(
        "Where", _capital(PLACE_WORDS), key="federated-place", help=PLACE_HELP, ask=below.selectbox
    )
    is_compared = beside.toggle("Compare with alone and pooled", help=COMPARED_HELP, key="federated-compared")
    if not chosen:
        display.show_note("Choose at least one other shop.")
        return Training(FEDERATED, None)
    with display.saying_refusals():
        config = JointConfig(
            (shop.name, *chosen), int(rounds), shared, lost, segments, place, is_compared, plain.seed
        )
        return Training(federated_among([shop, *map(session.open_shop, chosen)]), config)
    return Training(FEDERATED, None)


def _segments(shop: Shop) -> dict[str | None, str]:
    """Return what may make segments: rules, or a column of the customers file that the others need too."""
    columns = session.mart(shop, "customers").columns
    return {None: RFM} | {name: name for name in columns if name not in FIGURES}


def _capital(words: Mapping[Any, str]) -> dict[Any, str]:
    return {code: text[0].upper() + text[1:] for code, text in words.items()}
