"""Which shops are simulated, and which epsilons are tried."""

import streamlit as st

from analytics.runs.privacy_price.config import CUSTOMERS, PRODUCTS, SHOPS, PrivacyPriceConfig
from components.shell import choices, display, session
from data.store import Shop

EPSILONS = {0.5: "0.5", 1.0: "1", 2.0: "2", 3.0: "3", 5.0: "5", 8.0: "8"}
EPSILON_HELP = "How much a model may tell of one customer; the smaller, the more private. 1 to 8 is usual."
CUSTOMERS_HELP = (
    "Of each simulated shop, as many as yours has where that is within reach. More hide one better."
)
SHOPS_HELP = "Of one kind and size, drawn anew; the 90 % bands are over them"
FEWEST, MOST = 300, 3000  # customers that are proposed


def choose_shops(shop: Shop) -> PrivacyPriceConfig | None:
    """Ask what is simulated and tried; None while something is missing, which is said."""
    plain = PrivacyPriceConfig()
    own = len(session.mart(shop, "customers"))
    first, second, third, fourth = st.columns([3, 1, 1, 1])
    with first:
        usual = [str(epsilon) for epsilon in plain.epsilons]
        words = {str(epsilon): label for epsilon, label in EPSILONS.items()}
        key = "privacy-epsilons"
        chosen = choices.choose_several("Epsilons", words, usual, key=key, help=EPSILON_HELP)
    usual_customers = min(max(own, FEWEST), MOST)
    n_customers = second.number_input(
        "Customers", *CUSTOMERS, usual_customers, help=CUSTOMERS_HELP, key="privacy-customers"
    )
    n_products = third.number_input("Products", *PRODUCTS, plain.n_products, key="privacy-products")
    n_shops = fourth.number_input("Shops", *SHOPS, plain.n_shops, help=SHOPS_HELP, key="privacy-shops")
    if not chosen:
        display.show_note("Choose at least one epsilon.")
        return None
    with display.saying_refusals():
        return PrivacyPriceConfig(
            tuple(float(epsilon) for epsilon in chosen),
            plain.delta,
            int(n_customers),
            int(n_products),
            int(n_shops),
            plain.seed,
        )
    return None
