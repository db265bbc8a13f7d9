"""The offer of a practice shop: which kind of world, how large, which seed."""

from functools import partial

import streamlit as st

from analytics.simulation.kinds import config_of
from analytics.simulation.practice import make_practice_shop
from components.shell import choices, display, formats, results, session

KINDS = {  # what happened in the shop, in short for its name, and what it teaches
    "exogenous": (
        "Prices moved by chance", "prices by chance",
        "The easiest case: weekly prices go up and down for no reason, so their effect can be read off. "
        "The advice should come close to the best that is possible.",
    ),
    "orders": (
        "Prices moved by chance, and only orders were recorded", "orders only",
        "As the first, but nothing is known of what customers saw and did not buy.",
    ),
    "confounded": (
        "Prices followed a demand that nobody recorded", "hidden demand",
        "Prices rose in weeks when more was wanted anyway. Sales then seem hardly to fall with the price; "
        "the checks should say that the advice cannot be trusted.",
    ),
    "instrument": (
        "Prices followed hidden demand and known costs", "demand and costs",
        "As before, but costs moved prices too. Choose “cost” under “Columns that moved prices from "
        "outside” before training, and the advice should recover.",
    ),
    "wtp": (
        "Customers compare prices with what things are worth to them", "own worth",
        "Demand follows another law than the model assumes. Good advice should survive that.",
    ),
    "drift": (
        "Tastes change over the year", "changing tastes",
        "What customers liked last spring says less about today. The advice is judged at the end of the "
        "year.",
    ),
    "fixed": (
        "Prices never moved", "still prices",
        "Nothing can be learned about prices; no discount should be advised.",
    ),
    "tiers": (
        "Large packs are cheaper per unit", "pack prices",
        "Prices differ by quantity only. That looks like a price change and is none; no discount should be "
        "advised.",
    ),
    "lively": (
        "A lively shop: seasons, three stores, returns, guests, churn and fraud", "lively",
        "All at once, as in real exports, with customer groups that are not named in the files.",
    ),
    "catalog": (
        "A whole catalog: 1,200 products in 300 aisles", "catalog",
        "Visits look at a few aisles each. Most pairs of products are hardly ever seen together; the advice "
        "should find those that are worth a bundle.",
    ),
    "catalog orders": (
        "A whole catalog, and only orders were recorded", "catalog by orders",
        "As before, but nothing is known of what customers looked at and did not buy.",
    ),
    "electronics": (
        "Electronics: phones, tablets, watches and what goes with them", "electronics",
        "Four brands, and three types of customers named in the files. What goes with a phone sells better "
        "beside it; bargain hunters answer prices most.",
    ),
}  # fmt: skip
SIZES = {300: "Small", 800: "Medium", 5_000: "Large", 20_000: "Very large"}
USUAL_SIZE = 800


def show_practice_offer() -> None:
    """Offer, folded away, to make a shop whose answers are known."""
    with st.expander("Practice on a shop whose answers are known"):
        st.markdown(
            "A made-up shop in which it was decided beforehand how customers answer prices. Train on it as "
            "on your own, and the pages of **Pricing** show how near every answer is to the truth."
        )
        left, middle, right = st.columns([3, 2, 1])
        labels = {kind: label for kind, (label, _, _) in KINDS.items()}
        what, how_large = "What happened in this shop?", "How large?"
        kind = choices.choose_code(what, labels, ask=left.selectbox, key="practice-kind")
        sizes = {n: f"{words} ({formats.counted(n, 'customer')})" for n, words in SIZES.items()}
        size = choices.choose_code(how_large, sizes, USUAL_SIZE, ask=middle.selectbox, key="practice-size")
        help = "Another seed makes another shop of the same kind"
        seed = right.number_input("Seed", 0, 999_999, 0, key="practice-seed", help=help)
        _, short, lesson = KINDS[kind]
        display.show_note(lesson)
        name = f"Practice - {short} ({size} customers - seed {int(seed)})"
        if name == session.chosen_shop_name():
            display.show_note("This shop is open. Its files were imported as yours would be.")
            way, label = results.RESPONSE_PAGE, "Train the price response"
            st.page_link(way, label=label, query_params=session.address())
        elif name in session.shop_names():
            display.show_note("This shop is in the workspace already.")
            if st.button("Open it", key="open-practice"):
                session.want_shop(name)
                st.rerun()
        elif st.button("Make the practice shop", key="make-practice"):
            config = config_of(kind, n_customers=size, seed=int(seed))
            make = partial(make_practice_shop, session.workspace(), name, config)
            display.make_and_open(name, "Making customers, prices and purchases", make)
